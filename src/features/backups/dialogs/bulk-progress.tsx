import type { ReactNode } from 'react';
import { BackupLine } from '../../../components/dialog/backup-line';
import { useServerLookup } from '../../../components/dialog/dialog-backup';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { errorLine } from '../../../components/list/error-text';
import { type Backup, idKey } from '../../../core/backups/backup';
import { ApiError } from '../../../core/contract/errors';
import type { BulkItem } from '../../../core/deletion/bulk-runner';
import type { Suspicions } from '../../../core/protection/suspicions';
import { Notice } from '../../../ui/feedback';
import type { BulkDelete } from './use-bulk-delete';

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

export interface BulkProgressProps {
  bulk: BulkDelete;
  backups: readonly Backup[];
  /** Of the list from before the first deletion. */
  suspicions: Suspicions;
}

/** A line for each deletion with its outcome, and how far the whole is. */
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
  const byKey = new Map(backups.map((backup) => [idKey(backup.id), backup]));
  return (
    <>
      <p role="status">
        <b>{counts.filter((part) => part !== null).join(t('common.list.separator'))}</b>
      </p>
      <div className="bulk-bar" aria-hidden="true">
        <span
          style={{ width: `${((summary.total - summary.waiting - summary.running) / summary.total) * 100}%` }}
        />
      </div>
      {summary.phase === 'paused' ? (
        <Notice tone="warn">
          {t('bulk.paused', { duration: format.duration(Math.max(1000, pauseLeftMs)) })}
        </Notice>
      ) : null}
      {summary.phase === 'stopping' ? <Notice tone="info">{t('bulk.stopping')}</Notice> : null}
      <ul
        className="bulk-list"
        aria-label={t('bulk.items')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard
        tabIndex={0}
      >
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
      </ul>
    </>
  );
}
