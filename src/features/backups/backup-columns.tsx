import Lock from 'lucide-react/icons/lock';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { usePreferences } from '../../browser/storage/preferences';
import { descriptionText, lockText, statusTone } from '../../components/backups/backup-labels';
import { RunningTime } from '../../components/backups/running-time';
import { SizeText } from '../../components/backups/size-text';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { statusLabel, typeLabel } from '../../components/i18n/provider-words';
import { bothTimesText } from '../../components/moment-text';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { type Backup, expiryOf, idKey, isRunning } from '../../core/backups/backup';
import type { SortKey } from '../../core/backups/backup-sort';
import { isolated } from '../../core/lib/foreign-text';
import type { Language } from '../../core/text/language';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { IndeterminateBar, RowBadge } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { type Column, rowHint, withoutHidden } from '../../ui/table/column';
import { RowActions } from './row-actions';

/** A row's data besides its backup; primitives, so that a new list re-renders no unchanged row. */
export interface BackupExtra {
  /** The server's name, with its id if another server has the same name. */
  readonly serverLabel: string;
  /** Why the backup is suspicious, in words; null when it is not. */
  readonly suspicion: string | null;
  readonly isDeleting: boolean;
  /** Still shown by the "running" filter although it has ended. */
  readonly hasEnded: boolean;
  /** The current minute, from which ages are calculated, epoch ms. */
  readonly nowMs: number;
}

/** Widths of the longest type and expiry in each language, CSS pixels. */
const TEXT_PX: Record<Language, { type: number; expires: number }> = {
  en: { type: 72, expires: 124 },
  nl: { type: 84, expires: 124 },
};
/** Three icons. */
const ACTIONS_PX = 100;
/** Only the menu; the buttons of the active row overlay the cells before it. */
const MENU_PX = 36;

/** The columns of a table of backups; without the server on a server's page. */
export function useBackupColumns(isServerShown: boolean) {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  const { hiddenOfBackups: hidden } = usePreferences();
  return useMemo((): readonly Column<Backup, BackupExtra, SortKey>[] => {
    const { t, language, format } = i18n;
    const px = TEXT_PX[language];
    const columns: readonly Column<Backup, BackupExtra, SortKey>[] = [
      {
        key: 'server',
        header: t(isServerShown ? 'backups.column.server' : 'backups.column.backup'),
        ...(isServerShown ? { sort: 'server' } : {}),
        track: {
          wide: isServerShown ? { minPx: 132, grow: 1.2 } : { minPx: 72, grow: 0.3 },
          medium: { minPx: 104, grow: 1.4 },
        },
        cell: (backup, { layout, extra, isActive }) => (
          <>
            {isServerShown ? (
              <Link
                className="row-name"
                to={paths.server(idKey(backup.serverId))}
                {...rowHint(isActive, () => isolated(extra.serverLabel), 'cut')}
              >
                <ForeignText text={extra.serverLabel} />
              </Link>
            ) : null}
            <span translate="no" className={isServerShown ? 'row-sub' : 'row-name'}>
              {`#${idKey(backup.id)}`}
            </span>
            {layout === 'medium' && !hidden.includes('description') ? (
              <Description backup={backup} isActive={isActive} i18n={i18n} />
            ) : null}
          </>
        ),
      },
      {
        key: 'type',
        header: t('backups.column.type'),
        sort: 'type',
        track: { wide: { minPx: px.type }, medium: { minPx: px.type } },
        cell: ({ type }) => typeLabel(type, i18n),
      },
      {
        key: 'status',
        header: t('backups.column.status'),
        sort: 'status',
        track: { wide: { minPx: 108, grow: 0.3 }, medium: { minPx: 108, grow: 0.2 } },
        cell: (backup, { extra: { suspicion, hasEnded }, isActive }) => (
          <>
            <RowBadge
              tone={statusTone(backup)}
              {...rowHint(isActive, () => statusLabel(backup.status, i18n), 'cut')}
            >
              {statusLabel(backup.status, i18n)}
            </RowBadge>
            {suspicion !== null ? (
              <RowBadge tone="warn" {...hint(suspicion)}>
                {t('suspicion.badge')}
              </RowBadge>
            ) : hasEnded ? (
              <span className="row-sub">{t('backups.row.ended')}</span>
            ) : null}
            {isRunning(backup) ? (
              <>
                <IndeterminateBar />
                <span className="row-sub">
                  <RunningTime backup={backup} />
                </span>
              </>
            ) : null}
          </>
        ),
      },
      {
        key: 'size',
        header: t('backups.column.size'),
        sort: 'size',
        isNumber: true,
        track: { wide: { minPx: 66 }, medium: { minPx: 66 } },
        cell: ({ sizeMb }, { isActive }) => <SizeText sizeMb={sizeMb} isHinted={isActive} />,
      },
      {
        key: 'created',
        header: t('backups.column.created') + format.zoneMark,
        sort: 'created',
        track: { wide: { minPx: 172 }, medium: { minPx: 172 } },
        cell: ({ createdAt }, { layout, extra, isActive }) =>
          createdAt === null ? (
            t('backups.row.createdUnknown')
          ) : (
            <time dateTime={createdAt} {...rowHint(isActive, () => bothTimesText(createdAt, i18n))}>
              {/* A card has no header to name the time zone. */}
              <span>
                {format.rowDateTime(createdAt, extra.nowMs) + (layout === 'card' ? format.zoneMark : '')}
              </span>
              <span className="row-sub">{format.shortAge(createdAt, extra.nowMs, t('common.justNow'))}</span>
            </time>
          ),
      },
      {
        key: 'expires',
        header: t('backups.column.expires') + format.zoneMark,
        sort: 'expires',
        track: { wide: { minPx: px.expires }, medium: { minPx: px.expires } },
        attributes: { 'data-label': `${t('backups.column.expires')} ` },
        cell: (backup, { extra, isActive }) => {
          const expiry = expiryOf(backup);
          if (expiry.kind !== 'at') return t(`common.${expiry.kind}`);
          return (
            <time
              dateTime={expiry.iso}
              {...rowHint(isActive, () => {
                const relative = format.relative(expiry.iso, extra.nowMs, t('common.justNow'));
                return `${relative}: ${bothTimesText(expiry.iso, i18n)}`;
              })}
            >
              {format.rowDate(expiry.iso, extra.nowMs)}
            </time>
          );
        },
      },
      {
        key: 'description',
        header: t('backups.column.description'),
        sort: 'description',
        track: { wide: isServerShown ? { minPx: 92, grow: 1.4 } : { minPx: 116, grow: 1.6 } },
        attributes: { className: 'backup-row__text' },
        cell: (backup, { isActive }) => <Description backup={backup} isActive={isActive} i18n={i18n} />,
      },
      {
        key: 'actions',
        header: t('backups.column.actions'),
        isHeaderHidden: true,
        headerMenu: <RowMenuButton subject={{ kind: 'table', table: 'backups' }} label={t('table.menu')} />,
        track: {
          wide: { minPx: ACTIONS_PX },
          medium: { minPx: isServerShown ? ACTIONS_PX : MENU_PX },
        },
        cell: (backup, { extra, isActive }) => (
          <RowActions
            backup={backup}
            isDeleting={extra.isDeleting}
            isActive={isActive}
            onOpenDialog={openDialog}
          />
        ),
      },
    ];
    return withoutHidden(columns, hidden);
  }, [i18n, isServerShown, openDialog, hidden]);
}

function Description({ backup, isActive, i18n }: { backup: Backup; isActive: boolean; i18n: I18n }) {
  const { t } = i18n;
  const lock = lockText(backup, i18n);
  const note = backup.mark?.note ?? null;
  return (
    <span
      className="backup-row__description"
      {...rowHint(isActive, () => isolated(descriptionText(backup, i18n)), 'cut')}
    >
      {lock === null ? null : (
        <span className="backup-row__lock" {...hint(`${lock}. ${t('keep.explain')}`)}>
          <Lock size={12} aria-hidden="true" />
          <span className="visually-hidden">{lock}</span>
        </span>
      )}
      {note === null ? null : (
        <span className="backup-row__note" {...hint(isolated(note))}>
          <span className="visually-hidden">{`${t('mark.note')}: ${isolated(note)}`}</span>
        </span>
      )}
      <ForeignText text={descriptionText(backup, i18n)} isProse />
    </span>
  );
}
