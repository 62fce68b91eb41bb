import ChevronRight from 'lucide-react/icons/chevron-right';
import ListFilter from 'lucide-react/icons/list-filter';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useMemo } from 'react';
import { Link } from 'react-router-dom';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RelativeTime, RowTime } from '../../components/moment';
import { NoValue } from '../../components/no-value';
import { idKey } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { IconButton } from '../../ui/button';
import { ForeignText } from '../../ui/foreign-text';
import type { Column } from '../../ui/table/column';
import type { RowAttributes } from '../../ui/table/table-row';
import { ActionIcon, OutcomeBadge } from './activity-labels';
import {
  actionText,
  backupFactsLine,
  durationText,
  entryText,
  idText,
  joined,
  loggedSchedule,
  newBackupId,
  reasonText,
} from './activity-text';

const NO_VALUE = <NoValue className="activity-row__none" />;

/** The columns of the log. In the medium layout, actor and backup move below action and server. */
export function useActivityColumns() {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  return useMemo((): readonly Column<ActivityEntry>[] => {
    const { t, format } = i18n;
    return [
      {
        key: 'time',
        header: t('activity.column.time') + format.zoneMark,
        track: { wide: { minPx: 130 }, medium: { minPx: 130 } },
        cell: ({ time }, { layout }) => (
          <>
            <span className="truncate">
              <RelativeTime iso={time} />
            </span>
            <span className="row-sub">
              <RowTime iso={time} isCard={layout === 'card'} />
            </span>
          </>
        ),
      },
      {
        key: 'action',
        header: (layout) => t(`activity.column.${layout === 'medium' ? 'actionAndActor' : 'action'}`),
        track: { wide: { minPx: 170 }, medium: { minPx: 170, grow: 1 } },
        cell: (entry, { layout }) => (
          <>
            <ActionIcon action={entry.action} />
            <span className="activity-row__text">
              <span className="row-name">{actionText(entry, i18n)}</span>
              {layout === 'medium' ? <ActorText entry={entry} /> : null}
            </span>
          </>
        ),
      },
      {
        key: 'server',
        header: (layout) => t(`activity.column.${layout === 'medium' ? 'serverAndBackup' : 'server'}`),
        track: { wide: { minPx: 128, grow: 1 }, medium: { minPx: 190, grow: 1.3 } },
        cell: (entry, { layout }) => (
          <ServerText server={entry.server}>
            {layout === 'medium' ? (
              <span className="activity-row__inline">
                <BackupText entry={entry} />
              </span>
            ) : undefined}
          </ServerText>
        ),
      },
      {
        key: 'backup',
        header: t('activity.column.backup'),
        track: { wide: { minPx: 168, grow: 1.2 } },
        cell: (entry) => <BackupText entry={entry} />,
      },
      {
        key: 'outcome',
        header: t('activity.column.outcome'),
        track: { wide: { minPx: 136, grow: 1 }, medium: { minPx: 140, grow: 0.9 } },
        cell: (entry) => <OutcomeText entry={entry} />,
      },
      {
        key: 'actor',
        header: t('activity.column.actor'),
        track: { wide: { minPx: 120, grow: 1 } },
        cell: (entry) => <ActorText entry={entry} />,
      },
      {
        key: 'duration',
        header: t('activity.column.duration'),
        isNumber: true,
        track: { wide: { minPx: 72 } },
        cell: ({ durationMs }) => (durationMs === null ? NO_VALUE : durationText(durationMs, i18n)),
      },
      {
        key: 'details',
        header: t('activity.column.details'),
        isHeaderHidden: true,
        track: { wide: { minPx: 32 }, medium: { minPx: 32 } },
        cell: (entry) => (
          <IconButton
            label={t('activity.row.details', {
              action: actionText(entry, i18n),
              time: format.dateTime(entry.time),
            })}
            icon={<ChevronRight size={17} aria-hidden="true" />}
            aria-haspopup="dialog"
            onClick={() => openDialog({ kind: 'activity', entryId: entry.id })}
          />
        ),
      },
    ];
  }, [i18n, openDialog]);
}

/** Attributes that open a row's details on click and on Enter. */
export function useRowOpensDetails(): (entry: ActivityEntry) => RowAttributes {
  const openDialog = useOpenDialog();
  return useCallback(
    ({ id }) => {
      const open = () => openDialog({ kind: 'activity', entryId: id });
      return {
        'data-opens': '',
        onClick: ({ target }: MouseEvent) => {
          if (target instanceof Element && target.closest('a, button') !== null) return;
          // Selecting text to copy it must not open the dialog.
          if (window.getSelection()?.isCollapsed === false) return;
          open();
        },
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
          event.preventDefault();
          open();
        },
      };
    },
    [openDialog],
  );
}

/** The server with a link that filters by it. `children` stand below its name. */
function ServerText({ server, children }: { server: ActivityEntry['server']; children?: ReactNode }) {
  const { t } = useI18n();
  if (server === null) {
    return (
      <>
        {NO_VALUE}
        {children}
      </>
    );
  }
  const key = idKey(server.id);
  const onlyThis = t('activity.row.onlyServer', { id: key });
  const sub = server.name === null ? null : <span translate="no" className="row-sub">{`#${key}`}</span>;
  return (
    <>
      <span className="activity-row__text">
        <Link className="row-name" to={paths.server(key)}>
          <ForeignText text={server.name ?? idText(server.id)} />
        </Link>
        {children ?? sub}
      </span>
      <Link
        className="activity-row__only"
        to={paths.activity(new URLSearchParams({ server: key }))}
        aria-label={onlyThis}
        title={onlyThis}
      >
        <ListFilter size={14} aria-hidden="true" />
      </Link>
    </>
  );
}

/** The backup of the entry; for a created one, its new id and the requested description. */
function BackupText({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { backup } = entry;
  if (backup !== null) {
    const facts = backupFactsLine(entry, i18n);
    return (
      <>
        <span translate="no" className="row-name">
          {idText(backup.id)}
        </span>
        <span className="row-sub" title={facts?.full}>
          {facts?.short ?? t('activity.row.noFacts')}
        </span>
      </>
    );
  }
  const schedule = loggedSchedule(entry, i18n);
  if (schedule !== null) {
    const { name, changes } = schedule;
    return (
      <>
        <ForeignLine text={name} className="activity-row__name" />
        <ForeignLine
          text={
            joined(
              changes.map(({ label, text }) => `${label}: ${text}`),
              i18n,
            ) || null
          }
          isProse
        />
      </>
    );
  }
  const madeId = newBackupId(entry);
  return (
    <>
      {madeId === null ? (
        NO_VALUE
      ) : (
        <span className="row-name">
          <span translate="no">{idText(madeId)}</span>{' '}
          <span className="activity-row__new">{t('activity.row.newBackup')}</span>
        </span>
      )}
      <ForeignLine text={entryText(entry, i18n)} isProse />
    </>
  );
}

function ActorText({ entry: { actor, selfGivenName } }: { entry: ActivityEntry }) {
  const { t, tx } = useI18n();
  if (selfGivenName !== null) {
    return (
      <>
        <ForeignLine text={actor?.email ?? null} className="activity-row__actor-email truncate" />
        <span className="activity-row__self-given" title={actor?.tokenName ?? undefined}>
          {tx('activity.selfGiven', { name: <ForeignText text={selfGivenName} /> })}
        </span>
      </>
    );
  }
  if (actor === null) return <span className="row-sub">{t('activity.row.actorUnknown')}</span>;
  return (
    <>
      <ForeignLine text={actor.email} className="activity-row__actor-email truncate" />
      <ForeignLine text={actor.tokenName} />
    </>
  );
}

interface ForeignLineProps {
  text: string | null;
  isProse?: boolean;
  className?: string;
}

/** A separate line with the full text on hover; nothing for an empty text. */
function ForeignLine({ text, isProse = false, className = 'row-sub' }: ForeignLineProps) {
  return text === null || text === '' ? null : (
    <span className={className} title={text}>
      <ForeignText text={text} isProse={isProse} />
    </span>
  );
}

function OutcomeText({ entry }: { entry: ActivityEntry }) {
  const reason = reasonText(entry, useI18n());
  return (
    <>
      <OutcomeBadge outcome={entry.outcome} />
      {reason === null ? null : (
        <span className="row-sub" title={reason}>
          {reason}
        </span>
      )}
    </>
  );
}
