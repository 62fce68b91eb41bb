import { useState } from 'react';
import { useUsualDuration } from '../../components/backups/observed-durations';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Backup, idKey } from '../../core/backups/backup';
import { MANUAL_SLOTS, slotsUsed } from '../../core/backups/quota';
import { CheckField } from '../../ui/fields/check-field';

export interface SafetyBackupChoice {
  /** The box is checked, and a slot is free. */
  readonly isWanted: boolean;
  readonly setWanted: (isWanted: boolean) => void;
  /** Slots in use; null until the list was read again. */
  readonly used: number | null;
  /** 90th percentile of the observed durations of this server's backups; null while unknown. */
  readonly usualP90Ms: number | null;
}

/** Whether a safety backup is made first: by default yes, if a slot is free. */
export function useSafetyBackupChoice(backup: Backup, backups: readonly Backup[] | null): SafetyBackupChoice {
  const [isChecked, setChecked] = useState(true);
  const usual = useUsualDuration(idKey(backup.serverId));
  const used = backups === null ? null : slotsUsed(backups, backup.serverId);
  return {
    isWanted: isChecked && used !== null && used < MANUAL_SLOTS,
    setWanted: setChecked,
    used,
    usualP90Ms: usual?.highMs ?? null,
  };
}

export interface SafetyBackupFieldProps {
  choice: SafetyBackupChoice;
  isReadOnly: boolean;
}

/** The checkbox, with the slot it takes and its limits. */
export function SafetyBackupField({ choice, isReadOnly }: SafetyBackupFieldProps) {
  const { t } = useI18n();
  const { used, isWanted, setWanted } = choice;
  if (used === null) return null;
  const total = MANUAL_SLOTS;
  const isFull = used >= total;
  const hint = isFull
    ? `${t('safe.noSlot', { used, total })} ${t('safe.withoutCopy')}`
    : isWanted
      ? `${t('safe.checkboxSlot', { slot: used + 1, total })}. ${t('safe.compromised')}`
      : t('safe.withoutCopy');
  return (
    <CheckField
      label={t('safe.checkbox')}
      hint={hint}
      isChecked={isWanted}
      onChange={setWanted}
      disabled={isFull || isReadOnly}
    />
  );
}
