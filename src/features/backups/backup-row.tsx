import Lock from 'lucide-react/icons/lock';
import { memo } from 'react';
import { Link } from 'react-router-dom';
import { descriptionText, SizeText, StatusBadge, typeLabel } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { AbsoluteTime, RelativeTime } from '../../components/moment';
import { RunningTime } from '../../components/running-time';
import { SuspiciousBadge } from '../../components/suspicion';
import { type Backup, expiryOf, idKey, isRunning } from '../../core/backups/backup';
import { isKept } from '../../core/backups/keep-mark';
import { isolated } from '../../core/lib/foreign-text';
import type { DialogRoute } from '../../routes/dialog-route';
import { paths } from '../../routes/paths';
import { IndeterminateBar } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hint';
import { type RowPlace, rowProps } from '../../ui/table/virtual-table';
import { RowActions } from './row-actions';

export interface BackupRowProps extends RowPlace {
  backup: Backup;
  isDeleting: boolean;
  isServerShown: boolean;
  /** What its server is called, with the id where another one looks the same. */
  serverLabel: string;
  isSelected: boolean;
  /** Why it is suspicious, in words; null when it is not. A text, so that a new list draws no unchanged row again. */
  suspicion: string | null;
  /** `isRange`: with the Shift key, from the one before to this one. */
  onSelect: (key: string, isSelected: boolean, isRange: boolean) => void;
  onOpenDialog: (dialog: DialogRoute) => void;
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

/** One backup. Memoised: a poll that changes nothing draws no row again. */
export const BackupRow = memo(function BackupRow(props: BackupRowProps) {
  const { backup, layout, hasDetails, isDeleting, isServerShown, isSelected, suspicion } = props;
  const { serverLabel, onSelect, onOpenDialog } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const id = idKey(backup.id);
  const isLocked = isKept(backup);
  const description = (
    <span className="backup-row__description" tabIndex={-1} {...hint(isolated(backup.description), 'cut')}>
      {isLocked ? (
        <span className="backup-row__lock" {...hint(t('keep.explain'))}>
          <Lock size={12} aria-hidden="true" />
          <span className="visually-hidden">{t('keep.locked')}</span>
        </span>
      ) : null}
      <ForeignText text={descriptionText(backup, i18n)} isProse />
    </span>
  );
  return (
    <div
      {...rowProps(props)}
      aria-busy={isDeleting || undefined}
      className="virtual-row backup-row"
      data-selected={isSelected || undefined}
    >
      <div role="cell" className="backup-row__select">
        <label className="checkbox-target">
          <input
            type="checkbox"
            className="checkbox"
            aria-label={t('select.row', { id })}
            checked={isSelected}
            disabled={isDeleting}
            // Takes the focus and a tap, to say why it cannot be chosen.
            aria-disabled={isLocked || undefined}
            {...hint(isLocked ? t('select.kept') : undefined)}
            onChange={(event) => {
              if (isLocked) return;
              const { nativeEvent } = event;
              const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
              onSelect(id, event.target.checked, isRange);
            }}
          />
        </label>
      </div>
      <div role="cell" className="backup-row__server">
        {isServerShown ? (
          <Link className="backup-row__name truncate" to={paths.server(idKey(backup.serverId))}>
            <ForeignText text={serverLabel} />
          </Link>
        ) : null}
        <span
          translate="no"
          className={isServerShown ? 'backup-row__sub' : 'backup-row__name'}
        >{`#${id}`}</span>
        {layout === 'medium' ? description : null}
      </div>
      <div role="cell" className="backup-row__type">
        {typeLabel(backup.type, i18n)}
      </div>
      <div role="cell" className="backup-row__status">
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
      </div>
      <div role="cell" className="backup-row__size">
        <SizeText sizeMb={backup.sizeMb} />
      </div>
      <div role="cell" className="backup-row__created">
        {backup.createdAt === null ? (
          t('backups.row.createdUnknown')
        ) : (
          <>
            <span className="truncate">
              <RelativeTime iso={backup.createdAt} />
            </span>
            <span className="backup-row__sub">
              <AbsoluteTime iso={backup.createdAt} />
            </span>
          </>
        )}
      </div>
      <div role="cell" className="backup-row__expires">
        <span className="backup-row__label">{`${t('backups.column.expires')} `}</span>
        <ExpiryText backup={backup} />
      </div>
      {layout === 'medium' ? null : (
        <div role="cell" className="backup-row__text">
          {description}
        </div>
      )}
      <div role="cell" className="backup-row__actions">
        {/* Half of all that a row is made of. On a card the buttons make the columns. */}
        {hasDetails || layout === 'card' ? (
          <RowActions backup={backup} isDeleting={isDeleting} onOpenDialog={onOpenDialog} />
        ) : null}
      </div>
    </div>
  );
});
