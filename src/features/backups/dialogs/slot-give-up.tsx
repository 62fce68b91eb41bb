import Trash2 from 'lucide-react/icons/trash';
import type { RefObject } from 'react';
import { useNow } from '../../../browser/use-now';
import { descriptionText } from '../../../components/backup-labels';
import { type I18n, useI18n } from '../../../components/i18n/i18n-provider';
import { SuspiciousBadge, useSuspicions } from '../../../components/suspicion';
import { WriteButton } from '../../../components/write-lock';
import { type Backup, type Id, idKey } from '../../../core/backups/backup';
import { MANUAL_SLOTS } from '../../../core/backups/quota';
import {
  deleteThenCreateRefusal,
  type SlotHold,
  type SlotReason,
  slotCandidate,
} from '../../../core/deletion/slot-candidate';
import { MINUTE_MS } from '../../../core/lib/time-units';
import { suspicionText } from '../../../core/text/suspicion-text';
import { ForeignText } from '../../../ui/foreign-text';

const HOLDS: readonly SlotHold[] = [
  'kept',
  'recentSafetyBackup',
  'running',
  'unknownStatus',
  'lastGood',
  'undated',
];

function reasonWords(reason: SlotReason, { t, format }: I18n): string {
  if (reason.code !== 'redundant') return t(`slot.reason.${reason.code}`);
  return t('slot.reason.redundant', { id: idKey(reason.beside.id), apart: format.age(reason.apartMs) });
}

interface CandidateProps extends Pick<SlotGiveUpProps, 'onDelete' | 'buttonRef'> {
  backup: Backup;
  reason: SlotReason;
}

function Candidate({ backup, reason, onDelete, buttonRef }: CandidateProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const id = idKey(backup.id);
  const suspicion = useSuspicions().of(backup);
  const size = backup.sizeMb === null ? t('facts.sizeUnknown') : format.size(backup.sizeMb);
  const date = backup.createdAt === null ? t('common.unknown') : format.dateTime(backup.createdAt);
  return (
    <>
      <p>
        <span>{t('slot.candidate', { id, date, size, reason: reasonWords(reason, i18n) })}</span>
        {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
      </p>
      {backup.description === '' ? null : (
        <p>
          <span className="muted">{`${t('facts.description')}: `}</span>
          <ForeignText text={descriptionText(backup, i18n)} isProse />
        </p>
      )}
      <ol className="slot-steps">
        <li>
          <span>{t('slot.stepDelete', { id })}</span>
          <WriteButton
            ref={buttonRef}
            icon={<Trash2 size={15} aria-hidden="true" />}
            aria-haspopup="dialog"
            onClick={() => onDelete(id)}
          >
            {t('slot.deleteFirst', { id })}
          </WriteButton>
        </li>
        <li>{t('slot.stepCreate')}</li>
      </ol>
      <p className="muted small">{t('slot.explain')}</p>
    </>
  );
}

export interface SlotGiveUpProps {
  serverId: Id;
  backups: readonly Backup[];
  /** Opens the dialog that deletes this backup. */
  onDelete: (backupKey: string) => void;
  buttonRef: RefObject<HTMLButtonElement | null>;
}

/** If all slots are taken: proposes one backup to delete first, and says why. */
export function SlotGiveUp({ serverId, backups, onDelete, buttonRef }: SlotGiveUpProps) {
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
          onDelete={onDelete}
          buttonRef={buttonRef}
        />
      ) : (
        <p>{t('slot.noOtherGood')}</p>
      )}
    </section>
  );
}
