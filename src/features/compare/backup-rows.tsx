import { useMemo } from 'react';
import { restoreRefusalText } from '../../components/backups/backup-labels';
import { useObservations } from '../../components/backups/observed-durations';
import { useDeletingBackups } from '../../components/backups/use-deleting-backups';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import {
  BACKUP_FACTS,
  type BackupFact,
  type BackupFacts,
  backupFacts,
  compareBackups,
} from '../../core/compare/compare-backups';
import type { Pair } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { hint } from '../../ui/hints/hint';
import { BackupValue } from './backup-values';
import type { CompareRow } from './compare-table';
import { factRows, onBothSides } from './fact-rows';
import { Value } from './value';

function labelOf(fact: BackupFact, { t }: I18n): string {
  switch (fact) {
    case 'status':
      return t('backups.column.status');
    case 'created':
      return t('facts.created');
    case 'size':
      return t('backups.column.size');
    case 'type':
      return t('backups.column.type');
    case 'expires':
      return t('backups.column.expires');
    case 'kept':
      return t('compare.kept');
    case 'description':
      return t('backups.column.description');
    case 'note':
      return t('mark.note');
    case 'loss':
    case 'took':
      return t(`compare.${fact}`);
  }
}

function betterOf(fact: BackupFact, { t }: I18n): string | undefined {
  switch (fact) {
    case 'status':
      return t('compare.better.state');
    case 'loss':
      return t('compare.better.lossShorter');
    case 'expires':
      return t('compare.better.longer');
    default:
      return undefined;
  }
}

/** Hides rows for facts that neither backup has. */
function isSet(fact: BackupFact, { backup, isKept }: BackupFacts): boolean {
  if (fact === 'kept') return isKept;
  return fact !== 'note' || backup.mark?.note != null;
}

/** The rows of a comparison: the actions on each backup, and its facts. */
export function useBackupRows(
  [a, b]: Pair<Backup | null>,
  server: JudgedServer | null,
  nowMs: number,
): readonly CompareRow[] {
  const i18n = useI18n();
  const observations = useObservations();
  const sides = useMemo((): Pair<BackupFacts | null> => {
    const facts = (backup: Backup | null) => {
      if (backup === null || server === null) return null;
      const watched = observations.find(({ backupKey }) => backupKey === idKey(backup.id));
      return backupFacts(backup, server, nowMs, watched?.durationMs ?? null);
    };
    return [facts(a), facts(b)];
  }, [a, b, server, nowMs, observations]);
  const actions: CompareRow = {
    key: 'actions',
    label: i18n.t('backups.column.actions'),
    values: onBothSides(sides, ({ backup }) => <Actions backup={backup} />),
    compared: null,
  };
  return [
    actions,
    ...factRows(BACKUP_FACTS, sides, {
      compare: compareBackups,
      isSet,
      labelOf: (fact) => labelOf(fact, i18n),
      betterOf: (fact) => betterOf(fact, i18n),
      show: (fact, facts) => <BackupValue fact={fact} facts={facts} />,
    }),
  ];
}

function Actions({ backup }: { backup: Backup }) {
  const i18n = useI18n();
  const { t } = i18n;
  const openDialog = useOpenDialog();
  const key = idKey(backup.id);
  const isDeleting = useDeletingBackups().has(key);
  const refusal = isDeleting ? t('backups.refused.deleting') : restoreRefusalText(backup, i18n);
  return (
    <Value>
      <span className="compare__actions screen-only">
        <WriteButton
          aria-label={t('backups.row.restoreLabel', { id: key })}
          aria-disabled={refusal !== undefined || undefined}
          {...hint(refusal)}
          onClick={() => openDialog({ kind: 'restore', backupKey: key })}
        >
          {t('backups.row.restore')}
        </WriteButton>
        <RowMenuButton
          subject={{ kind: 'backup', backup, isDeleting }}
          label={t('action.more', { id: key })}
        />
      </span>
    </Value>
  );
}
