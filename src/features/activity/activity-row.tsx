import ChevronRight from 'lucide-react/icons/chevron-right';
import ListFilter from 'lucide-react/icons/list-filter';
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useI18n } from '../../components/i18n/i18n-provider';
import { AbsoluteTime, RelativeTime } from '../../components/moment';
import { idKey } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import type { DialogRoute } from '../../routes/dialog-route';
import { paths } from '../../routes/paths';
import { IconButton } from '../../ui/button';
import { ForeignText } from '../../ui/foreign-text';
import { type RowPlace, rowProps } from '../../ui/table/virtual-table';
import { ActionIcon, OutcomeBadge } from './activity-labels';
import { actionText, backupFactsLine, durationText, idText, newBackupId, reasonText } from './activity-text';

export interface ActivityRowProps extends RowPlace {
  entry: ActivityEntry;
  onOpenDialog: (dialog: DialogRoute) => void;
}

/** The server, and the way to all that was done to it. `children` stand below its name. */
function ServerText({ server, children }: { server: ActivityEntry['server']; children?: ReactNode }) {
  const { t } = useI18n();
  if (server === null) {
    return (
      <>
        <NoValue />
        {children}
      </>
    );
  }
  const key = idKey(server.id);
  const onlyThis = t('activity.row.onlyServer', { id: key });
  return (
    <>
      <span className="activity-row__text">
        <Link className="activity-row__name" to={paths.server(key)}>
          <ForeignText text={server.name ?? idText(server.id)} />
        </Link>
        {children ??
          (server.name === null ? null : (
            <span translate="no" className="activity-row__sub">{`#${key}`}</span>
          ))}
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

/** The backup that it was about; for one that was made, its new id and what it was to be called. */
function BackupText({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { backup, description } = entry;
  const madeId = newBackupId(entry);
  if (backup !== null) {
    const facts = backupFactsLine(entry, i18n);
    return (
      <>
        <span translate="no" className="activity-row__name">
          {idText(backup.id)}
        </span>
        <span className="activity-row__sub" title={facts?.full}>
          {facts?.short ?? t('activity.row.noFacts')}
        </span>
      </>
    );
  }
  return (
    <>
      {madeId === null ? (
        <NoValue />
      ) : (
        <span className="activity-row__name">
          <span translate="no">{idText(madeId)}</span>{' '}
          <span className="activity-row__new">{t('activity.row.newBackup')}</span>
        </span>
      )}
      {description === null || description === '' ? null : (
        <span className="activity-row__sub" title={description}>
          <ForeignText text={description} isProse />
        </span>
      )}
    </>
  );
}

function NoValue() {
  const { t } = useI18n();
  return (
    <span className="activity-row__none">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('common.none')}</span>
    </span>
  );
}

function ActorText({ actor }: { actor: ActivityEntry['actor'] }) {
  const { t } = useI18n();
  if (actor === null) return <span className="activity-row__sub">{t('activity.row.actorUnknown')}</span>;
  const { email, tokenName } = actor;
  return (
    <>
      {email === null ? null : (
        <span className="activity-row__actor-email truncate" title={email}>
          <ForeignText text={email} />
        </span>
      )}
      {tokenName === null ? null : (
        <span className="activity-row__sub" title={tokenName}>
          <ForeignText text={tokenName} />
        </span>
      )}
    </>
  );
}

/** One entry of the log. The whole row opens its details, for a finger as for the Enter key. */
export const ActivityRow = memo(function ActivityRow(props: ActivityRowProps) {
  const { entry, layout, onOpenDialog } = props;
  const i18n = useI18n();
  const { t, format } = i18n;
  const action = actionText(entry, i18n);
  const reason = reasonText(entry, i18n);
  const { durationMs } = entry;
  const open = () => onOpenDialog({ kind: 'activity', entryId: entry.id });
  const handleClick = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest('a, button') !== null) return;
    // Who selects text to copy it wants to stay.
    if (window.getSelection()?.isCollapsed === false) return;
    open();
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    open();
  };
  const actor = <ActorText actor={entry.actor} />;
  const backup = <BackupText entry={entry} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a row, by the role among its props; its button does the same
    <div
      {...rowProps(props)}
      className="virtual-row activity-row"
      data-opens=""
      onClick={handleClick}
      onKeyDown={handleKeyDown}
    >
      <div role="cell" className="activity-row__time">
        <span className="truncate">
          <RelativeTime iso={entry.time} />
        </span>
        <span className="activity-row__sub">
          <AbsoluteTime iso={entry.time} />
        </span>
      </div>
      <div role="cell" className="activity-row__action">
        <ActionIcon action={entry.action} />
        <span className="activity-row__text">
          <span className="activity-row__name">{action}</span>
          {layout === 'medium' ? actor : null}
        </span>
      </div>
      <div role="cell" className="activity-row__server">
        <ServerText server={entry.server}>
          {layout === 'medium' ? <span className="activity-row__inline">{backup}</span> : undefined}
        </ServerText>
      </div>
      {layout === 'medium' ? null : (
        <div role="cell" className="activity-row__backup">
          {backup}
        </div>
      )}
      <div role="cell" className="activity-row__outcome">
        <OutcomeBadge outcome={entry.outcome} />
        {reason === null ? null : (
          <span className="activity-row__sub" title={reason}>
            {reason}
          </span>
        )}
      </div>
      {layout === 'medium' ? null : (
        <div role="cell" className="activity-row__actor">
          {actor}
        </div>
      )}
      {layout === 'medium' ? null : (
        <div role="cell" className="activity-row__duration">
          {durationMs === null ? <NoValue /> : durationText(durationMs, i18n)}
        </div>
      )}
      <div role="cell" className="activity-row__open">
        <IconButton
          label={t('activity.row.details', { action, time: format.dateTime(entry.time) })}
          icon={<ChevronRight size={17} aria-hidden="true" />}
          aria-haspopup="dialog"
          onClick={open}
        />
      </div>
    </div>
  );
});
