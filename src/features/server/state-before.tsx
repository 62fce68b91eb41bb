import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { useId, useMemo, useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import { type StateBefore as StateBeforeFound, stateBefore } from '../../core/restore/before-moment';
import { suspicionText } from '../../core/text/suspicion-text';
import { useOpenDialog } from '../../routes/use-dialog-route';

export interface StateBeforeProps {
  backups: readonly Backup[];
  nowMs: number;
}

/** Good copies that may lie on either side of the moment. */
function UnplacedNote({ count }: { count: number }) {
  const { t } = useI18n();
  return count === 0 ? null : <p className="muted">{t('server.beforeUnplaced', { count })}</p>;
}

/** A newer one that is not offered. */
function PassedOverNote({ entry }: { entry: StateBeforeFound['passedOver'] }) {
  const i18n = useI18n();
  if (entry === null || entry.suspicion === null) return null;
  const { id, createdAt } = entry.backup;
  const date = createdAt === null ? i18n.t('common.unknown') : i18n.format.dateTime(createdAt);
  return (
    <p>
      {i18n.t('server.beforePassedOver', { id: idKey(id), date, why: suspicionText(entry.suspicion, i18n) })}
    </p>
  );
}

/** Pick the moment of an incident, get the newest good backup from before it, and what going back would cost. */
export function StateBefore({ backups, nowMs }: StateBeforeProps) {
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const id = useId();
  const [text, setText] = useState('');
  const momentMs = text === '' ? Number.NaN : format.parseLocalMs(text);
  const found = useMemo(
    () => (Number.isNaN(momentMs) ? null : stateBefore(backups, momentMs, nowMs)),
    [backups, momentMs, nowMs],
  );
  const backup = found?.backup ?? null;
  return (
    <section className="card panel screen-only" aria-labelledby={`${id}-title`}>
      <div className="panel__head">
        <h2 id={`${id}-title`}>{t('server.before')}</h2>
      </div>
      <p className="muted">{t('server.beforeIntro')}</p>
      <div className="field">
        <label className="field__label" htmlFor={`${id}-moment`}>
          <span>{t('server.beforeLabel')}</span>{' '}
          <span className="muted">{t('server.beforeZone', { zone: format.zoneName() })}</span>
        </label>
        <input
          id={`${id}-moment`}
          type="datetime-local"
          className="input"
          aria-describedby={`${id}-words`}
          value={text}
          max={format.inputDateTime(nowMs)}
          onChange={(event) => setText(event.target.value)}
        />
        {/* The browser writes the moment in its own language and order, whatever the app's are. */}
        <p className="field__hint" id={`${id}-words`}>
          {Number.isNaN(momentMs) ? null : `${format.longDateTime(momentMs)} (${format.zoneName()})`}
        </p>
      </div>
      <div role="status" className="before-result">
        {found === null ? null : momentMs > nowMs ? (
          <p>{t('server.beforeFuture')}</p>
        ) : backup === null || backup.createdAt === null || found.lostBeforeMs === null ? (
          <>
            <p>{t(found.undatedCount === 0 ? 'server.beforeNone' : 'server.beforeNoneKnown')}</p>
            <PassedOverNote entry={found.passedOver} />
            <UnplacedNote count={found.undatedCount} />
          </>
        ) : (
          <>
            <p>
              <b>
                {t('server.beforeFound', {
                  id: idKey(backup.id),
                  date: format.dateTime(backup.createdAt),
                  duration: format.age(found.lostBeforeMs),
                })}
              </b>
            </p>
            <PassedOverNote entry={found.passedOver} />
            <p>{t('server.beforeLostBefore', { duration: format.age(found.lostBeforeMs) })}</p>
            <p>{t('server.beforeLostAfter', { duration: format.age(found.lostAfterMs) })}</p>
            <p className="muted">
              {found.nextAfter?.createdAt == null
                ? t('server.beforeNoNext')
                : t('server.beforeNextGood', {
                    id: idKey(found.nextAfter.id),
                    date: format.dateTime(found.nextAfter.createdAt),
                  })}
            </p>
            <UnplacedNote count={found.undatedCount} />
            <WriteButton
              icon={<RotateCcw size={15} aria-hidden="true" />}
              onClick={() => openDialog({ kind: 'restore', backupKey: idKey(backup.id) })}
            >
              {t('server.restoreThis')}
            </WriteButton>
          </>
        )}
      </div>
    </section>
  );
}
