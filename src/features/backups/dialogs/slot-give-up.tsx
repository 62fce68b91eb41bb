import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../../api/errors';
import { readServerBackups } from '../../../api/queries';
import { type Backup, type Id, idKey } from '../../../domain/backup';
import { MANUAL_SLOTS } from '../../../domain/quota';
import {
  deleteThenCreateRefusal,
  type SlotHold,
  type SlotReason,
  slotCandidate,
} from '../../../domain/slot-candidate';
import { type I18n, useI18n } from '../../../i18n/i18n-provider';
import { correctedNowMs } from '../../../lib/clock';
import { useNow } from '../../../lib/use-now';
import { Notice } from '../../../ui/feedback';
import { errorLine } from '../../shared/error-text';
import { WriteButton } from '../../shared/write-lock';
import { useDeleteBackup } from '../mutations';

const MINUTE_MS = 60_000;
const HOLDS: readonly SlotHold[] = [
  'kept',
  'recentSafetyCopy',
  'running',
  'unknownStatus',
  'lastGood',
  'undated',
];

function reasonWords(reason: SlotReason, { t, format }: I18n): string {
  if (reason.code !== 'redundant') return t(`slot.reason.${reason.code}`);
  return t('slot.reason.redundant', { id: idKey(reason.beside.id), apart: format.age(reason.apartMs) });
}

function Candidate(props: { backup: Backup; reason: SlotReason; onFreed: (key: string) => void }) {
  const { backup, reason, onFreed } = props;
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const id = idKey(backup.id);
  const deletion = useDeleteBackup(id);
  const [isChecking, setChecking] = useState(false);
  const [checkError, setCheckError] = useState<unknown>(null);
  const [isRefused, setRefused] = useState(false);
  const size = backup.sizeMb === null ? t('facts.sizeUnknown') : format.size(backup.sizeMb);
  const date = backup.createdAt === null ? t('common.unknown') : format.dateTime(backup.createdAt);

  const deleteIt = async () => {
    setChecking(true);
    setCheckError(null);
    try {
      // Asked again by the newest list: between the two steps the server has one copy less.
      const list = await readServerBackups(client, backup.serverId);
      const refusal = deleteThenCreateRefusal(list.backups, backup.id, correctedNowMs());
      setRefused(refusal !== null);
      if (refusal !== null) return;
      deletion.start({ id: backup.id, serverName: backup.serverName }, () => onFreed(id));
    } catch (error) {
      setCheckError(error);
    } finally {
      setChecking(false);
    }
  };
  const { error } = deletion;
  const isUnknown = error instanceof ApiError && error.mayHaveActed;
  return (
    <>
      <p>{t('slot.candidate', { id, date, size, reason: reasonWords(reason, i18n) })}</p>
      <ol className="slot-steps">
        <li>
          <span>{t('slot.stepDelete', { id })}</span>
          <WriteButton
            variant="danger"
            icon={<Trash2 size={15} aria-hidden="true" />}
            isPending={isChecking || deletion.isUnderWay}
            aria-disabled={isRefused || undefined}
            onClick={() => void deleteIt()}
          >
            {t('slot.deleteFirst', { id })}
          </WriteButton>
        </li>
        <li>{t('slot.stepCreate')}</li>
      </ol>
      <p className="muted small">{t('slot.explain')}</p>
      {isRefused ? (
        <Notice tone="bad" role="alert">
          {t('slot.noOtherGood')}
        </Notice>
      ) : null}
      {checkError === null ? null : (
        <Notice tone="bad" role="alert">
          {t('delete.refused', { reason: errorLine(checkError, i18n) })}
        </Notice>
      )}
      {error === null ? null : (
        <Notice tone="bad" role="alert">
          {t(isUnknown ? 'delete.unknown' : 'delete.refused', { reason: errorLine(error, i18n) })}
        </Notice>
      )}
    </>
  );
}

export interface SlotGiveUpProps {
  serverId: Id;
  backups: readonly Backup[];
  onFreed: (key: string) => void;
}

/** All slots are taken: proposes one backup to give up, with its reason, as a step of its own before creating. */
export function SlotGiveUp({ serverId, backups, onFreed }: SlotGiveUpProps) {
  const { t } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const candidate = slotCandidate(backups, serverId, nowMs);
  if (candidate.backup === null) {
    const { reason } = candidate;
    if (reason.code === 'slotsFree') return null;
    const holds = HOLDS.flatMap((hold) => {
      const count = reason.holds[hold] ?? 0;
      return count === 0 ? [] : [t(`slot.hold.${hold}`, { count })];
    });
    return <p>{t('slot.none', { holds: holds.join(', ') })}</p>;
  }
  const isSafe = deleteThenCreateRefusal(backups, candidate.backup.id, nowMs) === null;
  return (
    <section className="slot-give-up" aria-label={t('slot.title', { total: MANUAL_SLOTS })}>
      <b>{t('slot.title', { total: MANUAL_SLOTS })}</b>
      {isSafe ? (
        <Candidate
          key={idKey(candidate.backup.id)}
          backup={candidate.backup}
          reason={candidate.reason}
          onFreed={onFreed}
        />
      ) : (
        <p>{t('slot.noOtherGood')}</p>
      )}
    </section>
  );
}
