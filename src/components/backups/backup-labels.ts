import { type Backup, type BackupPhase, backupPhase } from '../../core/backups/backup';
import { restoreRefusal } from '../../core/backups/backup-actions';
import type { BackupTotals } from '../../core/backups/backup-totals';
import { isKept, isKeptByDescription, withoutKeepMark } from '../../core/backups/keep-mark';
import { scheduleNameOf } from '../../core/backups/schedule-name';
import { isolated } from '../../core/lib/foreign-text';
import { isSafetyBackup, parseSafetyDescription } from '../../core/restore/safety-backup';
import type { Tone } from '../../ui/badge';
import type { I18n } from '../i18n/i18n-provider';

const PHASE_TONE: Record<BackupPhase, Tone> = {
  completed: 'ok',
  running: 'run',
  failed: 'bad',
  unknown: 'idle',
};

/** The tone of a status. */
export function statusTone(backup: Pick<Backup, 'status'>): Tone {
  return PHASE_TONE[backupPhase(backup)];
}

/** The description for display: without the dashboard's own marks, or with words for them. */
export function descriptionText(backup: Pick<Backup, 'type' | 'description'>, i18n: Pick<I18n, 't'>): string {
  const schedule = scheduleNameOf(backup);
  if (schedule !== undefined) return i18n.t('day.bySchedule', { names: isolated(schedule) });
  const text = isKeptByDescription(backup) ? withoutKeepMark(backup.description) : backup.description;
  const mark = isSafetyBackup(backup) ? parseSafetyDescription(backup.description) : null;
  return mark === null ? text : i18n.t('safe.description', { id: mark.restoredKey });
}

/** How a backup is locked; null when it is not. */
export function lockText(backup: Backup, { t }: Pick<I18n, 't'>): string | null {
  if (isKeptByDescription(backup)) return t('keep.locked');
  return isKept(backup) ? t('keep.lockedHere') : null;
}

export function restoreRefusalText(backup: Backup, i18n: Pick<I18n, 't'>): string | undefined {
  const refusal = restoreRefusal(backup);
  if (refusal === null) return undefined;
  if (refusal === 'unknownStatus') return i18n.t('backups.refused.unknownStatus', { status: backup.status });
  return i18n.t(`backups.refused.${refusal}`);
}

/** "4.5 GB, 1 of unknown size"; null if nothing is known. */
export function totalSizeText(total: BackupTotals, { t, format }: Pick<I18n, 't' | 'format'>): string | null {
  const { knownSizeMb, isAnySizeKnown, unknownSizeCount } = total;
  const unknown = unknownSizeCount === 0 ? null : t('backups.unknownSizes', { count: unknownSizeCount });
  if (!isAnySizeKnown) return unknown;
  const known = format.size(knownSizeMb);
  return unknown === null ? known : `${known}, ${unknown}`;
}
