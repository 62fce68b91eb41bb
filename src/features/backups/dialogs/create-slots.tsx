import { useQuery } from '@tanstack/react-query';
import Trash2 from 'lucide-react/icons/trash';
import { type RefObject, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../../api/backups';
import { useNow } from '../../../browser/use-now';
import { descriptionText } from '../../../components/backups/backup-labels';
import { SuspiciousBadge } from '../../../components/backups/suspicion';
import { useAcceptedSizes } from '../../../components/backups/use-accepted-sizes';
import { useSuspicions } from '../../../components/backups/use-suspicions';
import { type I18n, useI18n } from '../../../components/i18n/i18n-provider';
import type { ServerChoice } from '../../../components/servers/use-server-options';
import { WriteButton } from '../../../components/write-lock';
import { type Backup, type Id, idKey, isRunning, isWholeList } from '../../../core/backups/backup';
import { DEFAULT_FILTERS, serializeFilters } from '../../../core/backups/backup-filters';
import { MANUAL_SLOTS, slotsUsed } from '../../../core/backups/quota';
import { scheduleNameOf } from '../../../core/backups/schedule-name';
import {
  deleteThenCreateRefusal,
  type SlotHold,
  type SlotReason,
  slotCandidate,
} from '../../../core/deletion/slot-candidate';
import { groupBy } from '../../../core/lib/group-by';
import { MINUTE_MS } from '../../../core/lib/time-units';
import { createRefusal } from '../../../core/servers/create-refusal';
import { suspicionText } from '../../../core/text/suspicion-text';
import { paths } from '../../../routes/paths';
import { SlotMeter } from '../../../ui/badge';
import { Notice } from '../../../ui/feedback';
import { ForeignText } from '../../../ui/foreign-text';
import { DeleteBackupDialog } from './delete-backup-dialog';

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

interface SlotGiveUpProps {
  serverId: Id;
  backups: readonly Backup[];
  /** Opens the dialog that deletes this backup. */
  onDelete: (backupKey: string) => void;
  buttonRef: RefObject<HTMLButtonElement | null>;
}

/** If all slots are taken: proposes one backup to delete first, and says why. */
function SlotGiveUp({ serverId, backups, onDelete, buttonRef }: SlotGiveUpProps) {
  const { t } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const accepted = useAcceptedSizes();
  const candidate = slotCandidate(backups, serverId, nowMs, accepted);
  if (candidate.backup === null) {
    const { reason } = candidate;
    if (reason.code === 'slotsFree') return null;
    const holds = HOLDS.flatMap((hold) => {
      const count = reason.holds[hold] ?? 0;
      return count === 0 ? [] : [t(`slot.hold.${hold}`, { count })];
    });
    return <p>{t('slot.none', { holds: holds.join(', ') })}</p>;
  }
  const isSafe = deleteThenCreateRefusal(backups, candidate.backup.id, nowMs, accepted) === null;
  return (
    <section className="slot-give-up" aria-label={t('slot.title')}>
      <b>{t('slot.title')}</b>
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

function RunningNotice({ name, id, since }: { name: string; id: string; since: string | null }) {
  const { t, format } = useI18n();
  const time = since === null ? t('common.unknown') : format.time(since);
  return <Notice tone="run">{t('create.alreadyRunning', { server: name, id, time })}</Notice>;
}

/** Slots reserved by schedules. */
function ScheduledSlots({ backups, serverKey }: { backups: readonly Backup[]; serverKey: string }) {
  const { t } = useI18n();
  const names = backups
    .filter(({ serverId }) => idKey(serverId) === serverKey)
    .flatMap((backup) => scheduleNameOf(backup) ?? []);
  return [...groupBy(names, (name) => name)].map(([name, { length }]) => (
    <p key={name} className="muted small">
      {t('schedules.holdSlots', { name, count: length })}
    </p>
  ));
}

export interface CreateSlotsProps {
  choice: ServerChoice;
  /** A backup may have started that is not in the list, so the next slot is unknown. */
  isOutcomeUnknown: boolean;
  /** A schedule's backup of the server has its own notice. */
  scheduledId: Id | null;
}

/** The manual slots of the chosen server; if all are taken, proposes a backup to give up. */
export function CreateSlots({ choice, isOutcomeUnknown, scheduledId }: CreateSlotsProps) {
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
      <ScheduledSlots backups={list.backups} serverKey={choice.value} />
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
      {/* Not beside its button, which a poll may remove while the dialog must stay open. */}
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
      {running === undefined || idKey(running.id) === idKey(scheduledId ?? '') ? null : (
        <RunningNotice name={choice.label} id={idKey(running.id)} since={running.createdAt} />
      )}
    </>
  );
}
