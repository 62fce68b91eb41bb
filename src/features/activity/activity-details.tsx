import type { ReactNode } from 'react';
import { statusLabel, typeLabel } from '../../components/backup-labels';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { BothTimes } from '../../components/moment';
import { momentLabel } from '../../components/moment-label';
import { expiryOf } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { type Fact, Facts } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { Parts } from '../../ui/parts';
import { OUTCOME_LOOK, OutcomeBadge } from './activity-labels';
import { ActivityRemains } from './activity-remains';
import { ActivitySteps } from './activity-steps';
import {
  durationText,
  idText,
  knownFacts,
  momentText,
  momentUtcText,
  newBackupId,
  reasonText,
} from './activity-text';

/** What an outcome means for whoever must decide what to do now. */
function meaningText(entry: ActivityEntry, { t }: Pick<I18n, 't'>): string | null {
  const { action, outcome, reason, writes } = entry;
  if (action === 'unreadable') return t('activity.meaning.unreadable');
  const isOfBackup = action === 'create_backup';
  switch (outcome) {
    case 'completed':
      return t(isOfBackup ? 'activity.meaning.created' : 'activity.meaning.restored');
    case 'accepted':
      return t(isOfBackup ? 'activity.meaning.createAccepted' : 'activity.meaning.restoreAccepted');
    case 'unseen':
      return t(isOfBackup ? 'activity.meaning.createUnseen' : 'activity.meaning.restoreUnseen');
    case 'failed':
      if (reason === 'backup_failed') return t('activity.meaning.createFailed');
      // Without a restore among its writes nothing was restored.
      return t(
        action === 'safe_restore' && !writes.some((write) => write.action === 'restore_server')
          ? 'activity.meaning.noRestore'
          : 'activity.meaning.failed',
      );
    case 'pending':
      return t(
        action === 'safe_restore' ? 'activity.meaning.pendingSafeRestore' : 'activity.meaning.pending',
      );
    default:
      return t(`activity.meaning.${outcome}`);
  }
}

function OutcomeNote({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t } = i18n;
  const reason = reasonText(entry, i18n);
  const meaning = meaningText(entry, i18n);
  return (
    <div className={`activity-outcome activity-outcome--${OUTCOME_LOOK[entry.outcome].tone}`}>
      <OutcomeBadge outcome={entry.outcome} />
      <div className="activity-outcome__text">
        {reason === null ? null : <b>{`${reason}.`}</b>}
        {meaning === null ? null : <p>{meaning}</p>}
        {/* What there is to say about the end of a safe restore stands at its step. */}
        {entry.detail === null || entry.action === 'safe_restore' ? null : (
          <figure className="activity-quote">
            <figcaption>
              {t(entry.providerStatus === null ? 'activity.entry.saidHere' : 'activity.entry.said')}
            </figcaption>
            <blockquote>
              <ForeignText text={entry.detail} isProse />
            </blockquote>
          </figure>
        )}
      </div>
    </div>
  );
}

/** A time to the second, here and in UTC. */
function Moment({ iso }: { iso: string }) {
  const i18n = useI18n();
  const utc = momentUtcText(iso, i18n);
  const isUtc = i18n.format.timeZone === 'utc' || new Date(iso).getTimezoneOffset() === 0;
  return (
    <time dateTime={iso} className="tabular">
      {isUtc ? (
        utc
      ) : (
        <>
          <span>{momentText(iso, i18n)}</span> <span className="muted">{`(${utc})`}</span>
        </>
      )}
    </time>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code translate="no" className="activity-code">
      {children}
    </code>
  );
}

/** Server and backup, as they were when it was done. */
function subjectFacts(entry: ActivityEntry, i18n: I18n): (Fact | null)[] {
  const { t, format } = i18n;
  const { server, backup, description, action } = entry;
  const madeId = newBackupId(entry);
  const facts = knownFacts(backup);
  const expiry = facts === null ? null : expiryOf(facts);
  const foreign = (text: string) => <ForeignText text={text} />;
  const line = (...items: readonly ReactNode[]) => (
    <Parts items={items} separator={t('common.list.separator')} />
  );
  return [
    server && {
      label: t('facts.server'),
      value: line(server.name === null ? null : foreign(server.name), foreign(idText(server.id))),
    },
    backup && {
      label: t('facts.backup'),
      value: line(
        foreign(idText(backup.id)),
        ...(facts === null
          ? [t('activity.row.noFacts')]
          : [
              typeLabel(facts.type, i18n).toLowerCase(),
              facts.status === null ? null : statusLabel(facts.status, i18n).toLowerCase(),
              facts.sizeMb === null ? t('facts.sizeUnknown') : format.size(facts.sizeMb),
            ]),
      ),
    },
    facts && {
      label: momentLabel(facts.status, i18n),
      value: facts.createdAt === null ? t('common.unknown') : <BothTimes iso={facts.createdAt} />,
    },
    facts && {
      label: t('facts.expires'),
      value:
        expiry?.kind === 'at' ? <BothTimes iso={expiry.iso} /> : t(`common.${expiry?.kind ?? 'unknown'}`),
    },
    facts && facts.description !== ''
      ? { label: t('facts.description'), value: <ForeignText text={facts.description} isProse /> }
      : null,
    madeId === null
      ? null
      : {
          label: t(action === 'safe_restore' ? 'activity.entry.safetyBackup' : 'activity.entry.newBackup'),
          value: foreign(idText(madeId)),
        },
    description === null || description === ''
      ? null
      : { label: t('activity.entry.description'), value: <ForeignText text={description} isProse /> },
  ];
}

function circumstanceFacts(entry: ActivityEntry, i18n: I18n): (Fact | null)[] {
  const { t } = i18n;
  const {
    actor,
    acceptedAt,
    action,
    durationMs,
    endedAt,
    operationId,
    outcome,
    providerHost,
    providerStatus,
  } = entry;
  const status =
    providerStatus === null
      ? t('activity.entry.noAnswer')
      : t('activity.entry.statusText', { status: String(providerStatus) });
  return [
    { label: t('activity.entry.time'), value: <Moment iso={entry.time} /> },
    acceptedAt === null ? null : { label: t('activity.entry.accepted'), value: <Moment iso={acceptedAt} /> },
    endedAt === null ? null : { label: t('activity.entry.ended'), value: <Moment iso={endedAt} /> },
    durationMs === null
      ? null
      : { label: t('activity.entry.duration'), value: durationText(durationMs, i18n) },
    {
      label: t('activity.entry.account'),
      value: actor?.email == null ? t('common.unknown') : <ForeignText text={actor.email} />,
    },
    {
      label: t('activity.entry.token'),
      value: actor?.tokenName == null ? t('common.unknown') : <ForeignText text={actor.tokenName} />,
    },
    { label: t('activity.entry.provider'), value: providerHost ?? t('settings.providerSandbox') },
    // Each write of a safe restore had an answer of its own; while it is awaited there is none to tell of.
    action === 'safe_restore' || outcome === 'pending'
      ? null
      : { label: t('activity.entry.status'), value: status },
    { label: t('activity.entry.requestId'), value: <Code>{entry.requestId}</Code> },
    operationId === null
      ? null
      : { label: t('activity.entry.operationId'), value: <Code>{operationId}</Code> },
    { label: t('activity.entry.entryId'), value: <Code>{entry.id}</Code> },
  ];
}

/** Everything that the log knows of one entry, and what is left of it today. */
export function ActivityDetails({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const subject = subjectFacts(entry, i18n).filter((fact) => fact !== null);
  return (
    <>
      <OutcomeNote entry={entry} />
      {entry.steps.length === 0 && entry.writes.length === 0 ? null : (
        <section className="activity-section">
          <h3>{t('activity.entry.steps')}</h3>
          <ActivitySteps entry={entry} />
          {entry.writesTotal > entry.writes.length ? (
            <p className="muted">
              {t('activity.entry.moreWrites', {
                shown: format.number(entry.writes.length),
                total: format.number(entry.writesTotal),
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
