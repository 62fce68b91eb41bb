import './agreements.css';
import { useNow } from '../../browser/use-now';
import { TagChip } from '../../components/agreements/tag-chip';
import { useTagAgreements } from '../../components/agreements/use-tag-agreements';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FailureNotice } from '../../components/loading/error-notices';
import { BothTimes } from '../../components/moment';
import { ExpectationText } from '../../components/servers/expectation-text';
import { WriteButton } from '../../components/write-lock';
import { acknowledgementEnd } from '../../core/agreements/standing';
import { idKey } from '../../core/backups/backup';
import { type JudgedServer, needsAttention } from '../../core/fleet/fleet';
import { isolated } from '../../core/lib/foreign-text';
import { MINUTE_MS } from '../../core/lib/time-units';
import { isInError } from '../../core/servers/server';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { ForeignText } from '../../ui/foreign-text';
import { useChangeAgreement } from './use-change-agreement';

export interface AgreementPanelProps {
  server: JudgedServer;
}

/** What people agreed about one server, with the actions to change it. */
export function AgreementPanel({ server }: AgreementPanelProps) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { agreement, change, isUnderWay, error } = useChangeAgreement(server.key, false);
  const { key: serverKey, standing, protection } = server;
  const { expectation = null, acknowledgement = null, unwatched = null, note = null } = agreement ?? {};
  const isIgnored = server.agreement?.isIgnored === true;
  const tags = agreement?.tags ?? [];
  const tagAgreements = useTagAgreements();
  const byTags = tags.filter((tag) => tagAgreements?.some((one) => one.tag === tag));
  const nowMs = useNow(MINUTE_MS);
  const endCause = acknowledgement && acknowledgementEnd(acknowledgement, protection, server.server, nowMs);
  const suspect = protection.suspects.at(-1) ?? null;
  const hasTrouble = protection.needsAttention || isInError(server.server);
  return (
    <section className="card panel agreement" aria-labelledby="agreement">
      <div className="panel__head">
        <h2 id="agreement">{t('agreement.title')}</h2>
      </div>
      <dl>
        <dt>{t('agreement.expectation')}</dt>
        <dd>
          {agreement?.applied == null ? (
            t('agreement.inferred')
          ) : (
            <>
              <ExpectationText expectation={agreement.applied} />{' '}
              {expectation === null ? (
                <span className="muted">
                  {t('agreement.byTag', { tags: byTags.map(isolated).join(', ') })}
                </span>
              ) : null}
            </>
          )}
        </dd>
        {acknowledgement === null ? null : (
          <>
            <dt>{t(endCause === null ? 'agreement.acknowledged' : 'agreement.wasAcknowledged')}</dt>
            <dd>
              <ForeignText text={acknowledgement.reason} isProse />{' '}
              <Said by={acknowledgement.by} at={acknowledgement.at} />
              {acknowledgement.until === null ? null : (
                <span className="agreement__line">
                  <span>{t('agreement.until')}</span> <BothTimes iso={acknowledgement.until} />
                </span>
              )}
              {endCause === null ? null : (
                <span className="agreement__line">
                  <span>{t(`agreement.ended.${endCause}`)}</span>{' '}
                  {acknowledgement.ended === null ? null : <BothTimes iso={acknowledgement.ended.at} />}
                </span>
              )}
            </dd>
          </>
        )}
        {isIgnored ? (
          <>
            <dt>{t('agreement.unwatched')}</dt>
            <dd>{t('agreement.ignored')}</dd>
          </>
        ) : null}
        {unwatched === null ? null : (
          <>
            <dt>{t('agreement.unwatched')}</dt>
            <dd>
              <ForeignText text={unwatched.reason} isProse /> <Said by={unwatched.by} at={unwatched.at} />
            </dd>
          </>
        )}
        {tags.length === 0 ? null : (
          <>
            <dt>{t('notes.tags')}</dt>
            <dd className="agreement__tags">
              {tags.map((tag) => (
                <TagChip key={tag} tag={tag} />
              ))}
            </dd>
          </>
        )}
        {note === null ? null : (
          <>
            <dt>{t('mark.note')}</dt>
            <dd className="agreement__note">
              <ForeignText text={note} isProse />
            </dd>
          </>
        )}
      </dl>
      <FailureNotice text={error} />
      <div className="agreement__actions">
        <WriteButton onClick={() => openDialog({ kind: 'expectation', serverKey })}>
          {t('agreement.setExpectation')}
        </WriteButton>
        {standing === 'acknowledged' ? (
          <WriteButton isPending={isUnderWay} onClick={() => change({ kind: 'end_acknowledgement' })}>
            {t('agreement.endAcknowledgement')}
          </WriteButton>
        ) : hasTrouble && needsAttention(server) ? (
          <WriteButton onClick={() => openDialog({ kind: 'acknowledge', serverKey })}>
            {t('agreement.acknowledge')}
          </WriteButton>
        ) : null}
        {suspect === null ? null : (
          <WriteButton
            isPending={isUnderWay}
            onClick={() => change({ kind: 'accept_size', backupId: suspect.backup.id })}
          >
            {t('agreement.acceptSize')}
          </WriteButton>
        )}
        {agreement?.acceptedBackupId == null ? null : (
          <WriteButton isPending={isUnderWay} onClick={() => change({ kind: 'forget_size' })}>
            {t('agreement.forgetSize', { id: idKey(agreement.acceptedBackupId) })}
          </WriteButton>
        )}
        <WriteButton onClick={() => openDialog({ kind: 'notes', serverKey })}>
          {t('agreement.notes')}
        </WriteButton>
        {isIgnored ? null : unwatched === null ? (
          <WriteButton onClick={() => openDialog({ kind: 'unwatch', serverKey })}>
            {t('agreement.stopWatching')}
          </WriteButton>
        ) : (
          <WriteButton isPending={isUnderWay} onClick={() => change({ kind: 'start_watching' })}>
            {t('agreement.startWatching')}
          </WriteButton>
        )}
      </div>
    </section>
  );
}

function Said({ by, at }: { by: string | null; at: string }) {
  const { t } = useI18n();
  return (
    <span className="muted agreement__line">
      {by === null ? <span>{t('agreement.saidBySomebody')}</span> : <ForeignText text={by} />}
      <span>{t('common.list.separator')}</span>
      <BothTimes iso={at} />
    </span>
  );
}
