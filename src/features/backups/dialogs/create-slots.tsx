import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../../api/backups';
import { useI18n } from '../../../components/i18n/i18n-provider';
import type { ServerChoice } from '../../../components/use-server-options';
import { idKey, isRunning, isWholeList } from '../../../core/backups/backup';
import { createRefusal } from '../../../core/backups/backup-actions';
import { DEFAULT_FILTERS, serializeFilters } from '../../../core/backups/backup-filters';
import { MANUAL_SLOTS, slotsUsed } from '../../../core/backups/quota';
import { paths } from '../../../routes/paths';
import { SlotMeter } from '../../../ui/badge';
import { Notice } from '../../../ui/feedback';
import { DeleteBackupDialog } from './delete-backup-dialog';
import { SlotGiveUp } from './slot-give-up';

function RunningNotice({ name, id, since }: { name: string; id: string; since: string | null }) {
  const { t, format } = useI18n();
  const time = since === null ? t('common.unknown') : format.time(since);
  return <Notice tone="run">{t('create.alreadyRunning', { server: name, id, time })}</Notice>;
}

export interface CreateSlotsProps {
  choice: ServerChoice;
  /** A backup may have been started that is not in the list, so the next slot is unknown. */
  isOutcomeUnknown: boolean;
}

/** The manual slots of the chosen server; if all are taken, proposes a backup to give up. */
export function CreateSlots({ choice, isOutcomeUnknown }: CreateSlotsProps) {
  const { t } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const [freedKey, setFreedKey] = useState<string | null>(null);
  const [askedKey, setAskedKey] = useState<string | null>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const slotsRef = useRef<HTMLDivElement>(null);
  if (list === undefined) return null;
  const used = slotsUsed(list.backups, choice.id);
  const refusal = createRefusal({ slotsUsed: used, serverStatus: choice.status });
  const isFull = refusal === 'slotsFull';
  const running = list.backups.find((each) => idKey(each.serverId) === choice.value && isRunning(each));
  const manualOnly = serializeFilters({ ...DEFAULT_FILTERS, serverKey: choice.value, type: 'manual' });
  return (
    <>
      <div ref={slotsRef} tabIndex={-1} className="create-slots">
        <span className="field__label">{t('create.slots')}</span>
        <SlotMeter used={used} total={MANUAL_SLOTS} />
        <span>{t('create.slotsUsed', { used, total: MANUAL_SLOTS })}</span>
        {refusal !== null || isOutcomeUnknown ? null : (
          <span className="muted small">
            {t('create.slotsAfter', { slot: used + 1, total: MANUAL_SLOTS })}
          </span>
        )}
      </div>
      {refusal !== 'serverRestoring' ? null : (
        <Notice tone="warn" role="alert">
          {t('create.restoring', { server: choice.label })}
        </Notice>
      )}
      {isFull ? (
        <>
          <Notice
            tone="warn"
            role="alert"
            action={
              <Link className="link" to={paths.backups(manualOnly)} replace>
                {t('create.slotsFullLink')}
              </Link>
            }
          >
            {t('create.slotsFull', { server: choice.label, total: MANUAL_SLOTS })}
          </Notice>
          <SlotGiveUp
            serverId={choice.id}
            backups={list.backups}
            onDelete={setAskedKey}
            buttonRef={buttonRef}
          />
        </>
      ) : freedKey === null ? null : (
        <Notice tone="info" role="status">
          {t('slot.deleted', { id: freedKey })}
        </Notice>
      )}
      {/* Not beside its button, which a poll may remove: the dialog must stay open. */}
      {askedKey === null ? null : (
        <DeleteBackupDialog
          backupKey={askedKey}
          isGivenUp
          onClose={() => setAskedKey(null)}
          onDeleted={() => {
            setFreedKey(askedKey);
            setAskedKey(null);
          }}
          onReturnFocus={() => (buttonRef.current ?? slotsRef.current)?.focus()}
        />
      )}
      {isWholeList(list) ? null : <Notice tone="warn">{t('create.slotsPartial')}</Notice>}
      {running === undefined ? null : (
        <RunningNotice name={choice.label} id={idKey(running.id)} since={running.createdAt} />
      )}
    </>
  );
}
