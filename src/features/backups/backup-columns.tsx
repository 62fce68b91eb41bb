import Lock from 'lucide-react/icons/lock';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { descriptionText, SizeText, StatusBadge, typeLabel } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { AbsoluteTime, RelativeTime } from '../../components/moment';
import { RunningTime } from '../../components/running-time';
import { SuspiciousBadge } from '../../components/suspicion';
import { type Backup, expiryOf, idKey, isRunning } from '../../core/backups/backup';
import type { SortKey } from '../../core/backups/backup-sort';
import { isKept } from '../../core/backups/keep-mark';
import { isolated } from '../../core/lib/foreign-text';
import type { Language } from '../../core/text/language';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { IndeterminateBar } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hint';
import type { Column } from '../../ui/table/column';
import { RowActions } from './row-actions';

/** What a row shows besides its backup; primitives, so that a new list draws no unchanged row again. */
export interface BackupExtra {
  /** The server's name, with its id where another server has the same name. */
  readonly serverLabel: string;
  /** Why the backup is suspicious, in words; null when it is not. */
  readonly suspicion: string | null;
  readonly isDeleting: boolean;
}

/** Width of each language's texts, CSS pixels: the three row buttons, the longest type, the longest expiry. */
const TEXT_PX: Record<Language, { actions: number; type: number; expires: number }> = {
  en: { actions: 208, type: 72, expires: 82 },
  nl: { actions: 262, type: 84, expires: 98 },
};
/** Three icons. */
const TIGHT_ACTIONS_PX = 102;

/** The columns of a table of backups; without the server's name on the page of one server. */
export function useBackupColumns(isServerShown: boolean) {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  return useMemo((): readonly Column<Backup, BackupExtra, SortKey>[] => {
    const { t, language } = i18n;
    const px = TEXT_PX[language];
    return [
      {
        key: 'server',
        header: t(isServerShown ? 'backups.column.server' : 'backups.column.backup'),
        ...(isServerShown ? { sort: 'server' } : {}),
        track: {
          wide: isServerShown ? { minPx: 116, grow: 1.2 } : { minPx: 84, grow: 0.6 },
          medium: { minPx: 104, grow: 1.4 },
        },
        cell: (backup, { layout, extra }) => (
          <>
            {isServerShown ? (
              <Link
                className="backup-row__name truncate"
                to={paths.server(idKey(backup.serverId))}
                {...hint(isolated(extra.serverLabel), 'cut')}
              >
                <ForeignText text={extra.serverLabel} />
              </Link>
            ) : null}
            <span translate="no" className={isServerShown ? 'backup-row__sub' : 'backup-row__name'}>
              {`#${idKey(backup.id)}`}
            </span>
            {layout === 'medium' ? <Description backup={backup} /> : null}
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
        track: { wide: { minPx: 140, grow: 0.4 }, medium: { minPx: 126, grow: 0.2 } },
        cell: (backup, { extra: { suspicion } }) => (
          <>
            <StatusBadge backup={backup} />
            {suspicion === null ? null : <SuspiciousBadge why={suspicion} />}
            {isRunning(backup) ? (
              <>
                <IndeterminateBar />
                <span className="backup-row__sub">
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
        cell: ({ sizeMb }) => <SizeText sizeMb={sizeMb} />,
      },
      {
        key: 'created',
        header: t('backups.column.created'),
        sort: 'created',
        track: { wide: { minPx: 128 }, medium: { minPx: 128 } },
        cell: ({ createdAt }) =>
          createdAt === null ? t('backups.row.createdUnknown') : <CreatedText iso={createdAt} />,
      },
      {
        key: 'expires',
        header: t('backups.column.expires'),
        sort: 'expires',
        track: { wide: { minPx: px.expires }, medium: { minPx: px.expires } },
        cell: (backup) => (
          <>
            <span className="backup-row__label">{`${t('backups.column.expires')} `}</span>
            <ExpiryText backup={backup} />
          </>
        ),
      },
      {
        key: 'description',
        header: t('backups.column.description'),
        sort: 'description',
        // Without the server's name there is more room.
        track: { wide: isServerShown ? { minPx: 92, grow: 1.4 } : { minPx: 116, grow: 1.6 } },
        attributes: { className: 'backup-row__text' },
        cell: (backup) => <Description backup={backup} />,
      },
      {
        key: 'actions',
        header: t('backups.column.actions'),
        isHeaderHidden: true,
        track: {
          wide: { minPx: px.actions },
          medium: { minPx: px.actions },
          tight: { minPx: TIGHT_ACTIONS_PX },
        },
        cell: (backup, { extra }) => (
          <RowActions backup={backup} isDeleting={extra.isDeleting} onOpenDialog={openDialog} />
        ),
      },
    ];
  }, [i18n, isServerShown, openDialog]);
}

function Description({ backup }: { backup: Backup }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <span className="backup-row__description" {...hint(isolated(backup.description), 'cut')}>
      {isKept(backup) ? (
        <span className="backup-row__lock" {...hint(t('keep.explain'))}>
          <Lock size={12} aria-hidden="true" />
          <span className="visually-hidden">{t('keep.locked')}</span>
        </span>
      ) : null}
      <ForeignText text={descriptionText(backup, i18n)} isProse />
    </span>
  );
}

function CreatedText({ iso }: { iso: string }) {
  return (
    <>
      <span className="truncate">
        <RelativeTime iso={iso} />
      </span>
      <span className="backup-row__sub">
        <AbsoluteTime iso={iso} />
      </span>
    </>
  );
}

function ExpiryText({ backup }: { backup: Backup }) {
  const { t, format } = useI18n();
  const expiry = expiryOf(backup);
  if (expiry.kind !== 'at') return <span>{t(`common.${expiry.kind}`)}</span>;
  return (
    <>
      <span className="truncate">
        <RelativeTime iso={expiry.iso} />
      </span>
      <time
        className="backup-row__sub"
        dateTime={expiry.iso}
        {...hint(`${format.dateTime(expiry.iso)} (${format.dateTimeUtc(expiry.iso)})`)}
      >
        {format.date(expiry.iso)}
      </time>
    </>
  );
}
