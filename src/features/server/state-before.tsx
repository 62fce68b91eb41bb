import './state-before.css';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { type RefObject, useId, useMemo, useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import type { History } from '../../core/protection/protection-history';
import { type StateBefore as StateBeforeFound, stateBefore } from '../../core/restore/before-moment';
import { suspicionText } from '../../core/text/suspicion-text';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Panel } from './panel';

/** The newest good backup before the moment, and what restoring it would cost. */
function Result({ found }: { found: StateBeforeFound }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const openDialog = useOpenDialog();
  const { backup, lostBeforeMs, lostAfterMs, nextAfter, passedOver, undatedCount } = found;
  const named = ({ id, createdAt }: Backup) => ({
    id: idKey(id),
    date: createdAt === null ? t('common.unknown') : format.dateTime(createdAt),
  });
  const suspicion = passedOver?.suspicion ?? null;
  const passedOverNote =
    passedOver === null || suspicion === null ? null : (
      <p>
        {t('server.beforePassedOver', { ...named(passedOver.backup), why: suspicionText(suspicion, i18n) })}
      </p>
    );
  // These may be from either side of the moment.
  const undatedNote =
    undatedCount === 0 ? null : (
      <p className="muted">{t('server.beforeUnplaced', { count: undatedCount })}</p>
    );
  if (backup === null || lostBeforeMs === null) {
    return (
      <>
        <p>{t(undatedCount === 0 ? 'server.beforeNone' : 'server.beforeNoneKnown')}</p>
        {passedOverNote}
        {undatedNote}
      </>
    );
  }
  const lostBefore = { duration: format.age(lostBeforeMs) };
  return (
    <>
      <p>
        <b>{t('server.beforeFound', { ...named(backup), ...lostBefore })}</b>
      </p>
      {passedOverNote}
      <p>{t('server.beforeLostBefore', lostBefore)}</p>
      <p>{t('server.beforeLostAfter', { duration: format.age(lostAfterMs) })}</p>
      <p className="muted">
        {nextAfter === null ? t('server.beforeNoNext') : t('server.beforeNextGood', named(nextAfter))}
      </p>
      {undatedNote}
      <WriteButton
        icon={<RotateCcw size={15} aria-hidden="true" />}
        onClick={() => openDialog({ kind: 'restore', backupKey: idKey(backup.id) })}
      >
        {t('server.restoreThis')}
      </WriteButton>
    </>
  );
}

export interface RestorePointSearchProps {
  history: History;
  nowMs: number;
  inputRef?: RefObject<HTMLInputElement | null>;
}

/** A field for the moment of an incident, and the newest good backup from before it. */
export function RestorePointSearch({ history, nowMs, inputRef }: RestorePointSearchProps) {
  const { t, format } = useI18n();
  const id = useId();
  const [text, setText] = useState('');
  const momentMs = text === '' ? Number.NaN : format.parseLocalMs(text);
  const found = useMemo(
    () => (Number.isNaN(momentMs) ? null : stateBefore(history, momentMs, nowMs)),
    [history, momentMs, nowMs],
  );
  return (
    <>
      <div className="field">
        <label className="field__label" htmlFor={id}>
          <span>{t('server.beforeLabel')}</span>{' '}
          <span className="muted">{t('server.beforeZone', { zone: format.zoneName() })}</span>
        </label>
        <input
          ref={inputRef}
          id={id}
          type="datetime-local"
          className="input"
          aria-describedby={`${id}-moment`}
          value={text}
          max={format.inputDateTime(nowMs)}
          onChange={(event) => setText(event.target.value)}
        />
        {/* The browser may show the moment in another language and order than the app. */}
        <p className="field__hint" id={`${id}-moment`}>
          {found === null
            ? null
            : `${format.dateTime(momentMs)}${format.zoneMark === '' ? ` (${format.zoneName()})` : ''}`}
        </p>
      </div>
      <div role="status" className="before-result">
        {found === null ? null : momentMs > nowMs ? (
          <p>{t('server.beforeFuture')}</p>
        ) : (
          <Result found={found} />
        )}
      </div>
    </>
  );
}

/** Finds the newest good backup from before the moment of an incident. */
export function StateBefore({ history, nowMs }: RestorePointSearchProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('server.before')} className="screen-only">
      <p className="muted">{t('server.beforeIntro')}</p>
      <RestorePointSearch history={history} nowMs={nowMs} />
    </Panel>
  );
}
