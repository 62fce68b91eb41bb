import type { ReactNode } from 'react';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { statusLabel, typeLabel } from '../../components/i18n/provider-words';
import { BothTimes, momentLabel } from '../../components/moment';

import { expiryOf } from '../../core/backups/backup';
import { type ActivityEntry, isOwnAction } from '../../core/contract/schema-activity';
import { type Fact, Facts } from '../../ui/facts';
import { ForeignText } from '../../ui/foreign-text';
import { Parts } from '../../ui/parts';
import { OUTCOME_LOOK, OutcomeBadge } from './activity-labels';
import { ActivityRemains } from './activity-remains';
import { ActivitySteps } from './activity-steps';
import {
  durationText,
  entryText,
  idText,
  knownFacts,
  loggedSchedule,
  newBackupId,
  reasonText,
} from './activity-text';

/** What an outcome means for somebody who must decide what to do now. */
function meaningText(entry: ActivityEntry, { t }: Pick<I18n, 't'>): string {
  const { action, outcome, reason, writes } = entry;
  const isCreate = action === 'create_backup';
  const isSafeRestore = action === 'safe_restore';
  if (action === 'unreadable') return t('activity.meaning.unreadable');
  if (outcome === 'completed' && isOwnAction(action)) return t('activity.meaning.agreement');
  switch (outcome) {
    case 'completed':
      return t(isCreate ? 'activity.meaning.created' : 'activity.meaning.restored');
    case 'accepted':
      return t(isCreate ? 'activity.meaning.createAccepted' : 'activity.meaning.restoreAccepted');
    case 'unseen':
      return t(isCreate ? 'activity.meaning.createUnseen' : 'activity.meaning.restoreUnseen');
    case 'failed': {
      if (reason === 'backup_failed') return t('activity.meaning.createFailed');
      const isRestoreSent = writes.some((write) => write.action === 'restore_server');
      return t(isSafeRestore && !isRestoreSent ? 'activity.meaning.noRestore' : 'activity.meaning.failed');
    }
    case 'pending':
      return t(isSafeRestore ? 'activity.meaning.pendingSafeRestore' : 'activity.meaning.pending');
    default:
      return t(`activity.meaning.${outcome}`);
  }
}

function OutcomeNote({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { action, detail, outcome, providerStatus } = entry;
  const reason = reasonText(entry, i18n);
  return (
    <div className={`activity-outcome activity-outcome--${OUTCOME_LOOK[outcome].tone}`}>
      <OutcomeBadge outcome={outcome} />
      <div className="activity-outcome__text">
        {reason === null ? null : <b>{`${reason}.`}</b>}
        <p>{meaningText(entry, i18n)}</p>
        {/* A safe restore shows its detail at the step concerned. */}
        {detail === null || action === 'safe_restore' ? null : (
          <figure className="activity-quote">
            <figcaption>
              {t(providerStatus === null ? 'activity.entry.saidHere' : 'activity.entry.said')}
            </figcaption>
            <blockquote>
              <ForeignText text={detail} isProse />
            </blockquote>
          </figure>
        )}
      </div>
    </div>
  );
}

function foreign(text: string | null | undefined, isProse = false): ReactNode {
  return text == null || text === '' ? null : <ForeignText text={text} isProse={isProse} />;
}

function code(text: string | null): ReactNode {
  return text === null ? null : (
    <code translate="no" className="activity-code">
      {text}
    </code>
  );
}

/** Server and backup as they were at the time of the entry. */
function subjectFacts(entry: ActivityEntry, i18n: I18n): (Fact | null)[] {
  const { t, format } = i18n;
  const { server, backup, action } = entry;
  const schedule = loggedSchedule(entry, i18n);
  const madeId = newBackupId(entry);
  const facts = knownFacts(backup);
  const expiry = facts === null ? null : expiryOf(facts);
  const line = (...items: readonly ReactNode[]) => (
    <Parts items={items} separator={t('common.list.separator')} />
  );
  const factItems =
    facts === null
      ? [t('activity.row.noFacts')]
      : [
          typeLabel(facts.type, i18n).toLowerCase(),
          facts.status === null ? null : statusLabel(facts.status, i18n).toLowerCase(),
          facts.sizeMb === null ? t('facts.sizeUnknown') : format.size(facts.sizeMb),
        ];
  return [
    { label: t('facts.server'), value: server && line(foreign(server.name), foreign(idText(server.id))) },
    { label: t('facts.backup'), value: backup && line(foreign(idText(backup.id)), ...factItems) },
    facts && {
      label: momentLabel(facts.status, i18n),
      value: facts.createdAt === null ? t('common.unknown') : <BothTimes iso={facts.createdAt} />,
    },
    expiry && {
      label: t('facts.expires'),
      value: expiry.kind === 'at' ? <BothTimes iso={expiry.iso} /> : t(`common.${expiry.kind}`),
    },
    { label: t('facts.description'), value: foreign(facts?.description, true) },
    {
      label: t(action === 'safe_restore' ? 'activity.entry.safetyBackup' : 'activity.entry.newBackup'),
      value: madeId === null ? null : foreign(idText(madeId)),
    },
    ...(schedule === null
      ? [{ label: t('activity.entry.description'), value: foreign(entryText(entry, i18n), true) }]
      : [
          { label: t('activity.entry.schedule'), value: foreign(schedule.name) },
          ...schedule.changes.map(({ label, text }) => ({ label, value: foreign(text) })),
        ]),
  ];
}

function circumstanceFacts(entry: ActivityEntry, i18n: I18n): Fact[] {
  const { t, tx } = i18n;
  const { actor, acceptedAt, action, durationMs, endedAt, outcome, providerHost, providerStatus } = entry;
  const { selfGivenName } = entry;
  const exact = (iso: string | null) => iso && <BothTimes iso={iso} isExact />;
  const status =
    providerStatus === null
      ? t('activity.entry.noAnswer')
      : t('activity.entry.statusText', { status: String(providerStatus) });
  // Each write of a safe restore has its own answer.
  const hasNoStatus = action === 'safe_restore' || outcome === 'pending';
  return [
    { label: t('activity.entry.time'), value: exact(entry.time) },
    { label: t('activity.entry.accepted'), value: exact(acceptedAt) },
    { label: t('activity.entry.ended'), value: exact(endedAt) },
    {
      label: t('activity.entry.duration'),
      value: durationMs === null ? null : durationText(durationMs, i18n),
    },
    { label: t('activity.entry.account'), value: foreign(actor?.email) ?? t('common.unknown') },
    { label: t('activity.entry.token'), value: foreign(actor?.tokenName) ?? t('common.unknown') },
    {
      label: t('activity.entry.selfGiven'),
      value: selfGivenName && tx('activity.selfGiven', { name: <ForeignText text={selfGivenName} /> }),
    },
    { label: t('activity.entry.provider'), value: providerHost ?? t('settings.providerSandbox') },
    { label: t('activity.entry.status'), value: hasNoStatus ? null : status },
    { label: t('activity.entry.requestId'), value: code(entry.requestId) },
    { label: t('activity.entry.operationId'), value: code(entry.operationId) },
    { label: t('activity.entry.entryId'), value: code(entry.id) },
  ];
}

/** Everything the log knows about one entry, with links to what still exists. */
export function ActivityDetails({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { steps, writes, writesTotal } = entry;
  const subject = subjectFacts(entry, i18n).filter((fact) => fact?.value != null);
  return (
    <>
      <OutcomeNote entry={entry} />
      {steps.length + writes.length === 0 ? null : (
        <section className="activity-section">
          <h3>{t('activity.entry.steps')}</h3>
          <ActivitySteps entry={entry} />
          {writesTotal > writes.length ? (
            <p className="muted">
              {t('activity.entry.moreWrites', {
                shown: format.number(writes.length),
                total: format.number(writesTotal),
              })}
            </p>
          ) : null}
        </section>
      )}
      {subject.length === 0 ? null : (
        <section className="activity-section">
          <h3>
            <span>{t('activity.entry.subject')}</span>
            {entry.backup?.type == null ? null : (
              <span className="muted">
                {`${t('common.list.separator')}${t('activity.entry.deletedFacts')}`}
              </span>
            )}
          </h3>
          <Facts items={subject} />
        </section>
      )}
      <section className="activity-section">
        <h3>{t('activity.entry.circumstances')}</h3>
        <Facts items={circumstanceFacts(entry, i18n)} />
      </section>
      <ActivityRemains entry={entry} />
    </>
  );
}
