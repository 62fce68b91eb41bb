import type { ReactNode } from 'react';
import { descriptionText, SizeText } from '../../../components/backup-labels';
import { BackupLine } from '../../../components/dialog/backup-facts';
import { useServerLookup } from '../../../components/dialog/dialog-backup';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { errorLine } from '../../../components/list/error-text';
import { Age, BothTimes } from '../../../components/moment';
import { type Backup, idKey } from '../../../core/backups/backup';
import { ApiError } from '../../../core/contract/errors';
import type { BulkItem } from '../../../core/deletion/bulk-runner';
import type { Suspicions } from '../../../core/protection/suspicions';
import { Notice } from '../../../ui/feedback';
import { ForeignText } from '../../../ui/foreign-text';
import type { BulkDelete } from './use-bulk-delete';

/** Nobody reads more before a deletion. */
const MAX_LISTED = 200;

export interface BulkSelectionProps {
  backups: readonly Backup[];
  suspicions: Suspicions;
}

export function BulkSelection({ backups, suspicions }: BulkSelectionProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const serverOf = useServerLookup();
  const more = backups.length - MAX_LISTED;
  return (
    <BulkItems className="bulk-list--short" label={t('delete.which')}>
      {backups.slice(0, MAX_LISTED).map((backup) => (
        <li key={idKey(backup.id)}>
          <BackupLine backup={backup} server={serverOf(backup.serverId)} suspicion={suspicions.of(backup)} />
          <SizeText sizeMb={backup.sizeMb} />
          <span className="bulk-list__more">
            <span className="bulk-list__text">
              <ForeignText text={descriptionText(backup, i18n)} isProse />
            </span>
            <span className="bulk-list__moment">
              {backup.createdAt === null ? (
                t('backups.row.createdUnknown')
              ) : (
                <>
                  <BothTimes iso={backup.createdAt} />
                  <span>{t('common.list.separator')}</span>
                  <Age since={backup.createdAt} />
                </>
              )}
            </span>
          </span>
        </li>
      ))}
      {more > 0 ? <li>{t('delete.andMore', { count: more })}</li> : null}
    </BulkItems>
  );
}

function BulkItems({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={`bulk-list ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </ul>
  );
}

function ItemLine({ item, children }: { item: BulkItem; children: ReactNode }) {
  const i18n = useI18n();
  return (
    <li>
      {children}
      <span>{i18n.t(`bulk.state.${item.state}`)}</span>
      {item.error === undefined ? null : (
        <span className="bulk-list__words">{errorLine(new ApiError(item.error), i18n)}</span>
      )}
    </li>
  );
}

export interface BulkProgressProps extends BulkSelectionProps {
  bulk: BulkDelete;
}

/** The progress of a deletion, and each backup with its outcome. `suspicions`: from before the first deletion. */
export function BulkProgress({ bulk, backups, suspicions }: BulkProgressProps) {
  const { t, format } = useI18n();
  const { run, summary, pauseLeftMs } = bulk;
  const serverOf = useServerLookup();
  const deleted = summary.done + summary.gone;
  const counts = [
    t('bulk.progress', { done: deleted, total: summary.total }),
    summary.failed === 0 ? null : t('bulk.failed', { count: summary.failed }),
    summary.unknown === 0 ? null : t('bulk.unknown', { count: summary.unknown }),
    summary.stopped === 0 ? null : t('bulk.stopped', { count: summary.stopped }),
  ];
  const endedCount = summary.total - summary.waiting - summary.running;
  const byKey = new Map(backups.map((backup) => [idKey(backup.id), backup]));
  return (
    <>
      <p role="status">
        <b>{counts.filter((part) => part !== null).join(t('common.list.separator'))}</b>
      </p>
      <div className="bulk-bar" aria-hidden="true">
        <span style={{ width: `${(endedCount / summary.total) * 100}%` }} />
      </div>
      {summary.phase === 'paused' ? (
        <Notice tone="warn">
          {t('bulk.paused', { duration: format.duration(Math.max(1000, pauseLeftMs)) })}
        </Notice>
      ) : null}
      {summary.phase === 'stopping' ? <Notice tone="info">{t('bulk.stopping')}</Notice> : null}
      <BulkItems label={t('bulk.items')}>
        {run.items.map((item) => {
          const backup = byKey.get(item.key);
          return (
            <ItemLine key={item.key} item={item}>
              {backup === undefined ? (
                <span>{`#${item.key}`}</span>
              ) : (
                <BackupLine
                  backup={backup}
                  server={serverOf(backup.serverId)}
                  suspicion={suspicions.of(backup)}
                />
              )}
            </ItemLine>
          );
        })}
      </BulkItems>
    </>
  );
}
