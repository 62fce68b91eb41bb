import './backup-table.css';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useOpenDialog } from '../../config/use-dialog-route';
import { type Backup, idKey } from '../../domain/backup';
import type { BackupSort, SortKey } from '../../domain/backup-filters';
import { useI18n } from '../../i18n/i18n-provider';
import { BackupRow } from './backup-row';
import { ROW_HEIGHT_PX, useTableLayout } from './table-layout';
import { useDeletingBackups } from './use-deleting-backups';

const COLUMNS: readonly { key: SortKey; isNumber?: true }[] = [
  { key: 'server' },
  { key: 'type' },
  { key: 'status' },
  { key: 'size', isNumber: true },
  { key: 'created' },
  { key: 'expires' },
  { key: 'description' },
];

/** Columns whose first click shows the largest or newest first. */
const DESCENDING_FIRST: ReadonlySet<SortKey> = new Set(['created', 'size']);

/** The sort that a click on a column leads to. */
export function nextSort(current: BackupSort, key: SortKey): BackupSort {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: DESCENDING_FIRST.has(key) ? 'desc' : 'asc' };
}

const OVERSCAN_ROWS = 8;
const PAGE_ROWS = 10;

export interface BackupTableProps {
  backups: readonly Backup[];
  sort: BackupSort;
  onSortChange: (sort: BackupSort) => void;
  /** False on the page of one server, where the name in each row would say nothing. */
  isServerShown?: boolean;
}

/**
 * The table of backups. Only the rows in view exist; the page itself scrolls. Rows are placed one by one, which
 * table elements do not survive: so these are plain elements with the roles of a table.
 */
export function BackupTable({ backups, sort, onSortChange, isServerShown = true }: BackupTableProps) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const rootRef = useRef<HTMLDivElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  const layout = useTableLayout(rootRef);
  const rowHeightPx = ROW_HEIGHT_PX[layout];
  const deleting = useDeletingBackups();
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  const foundIndex =
    currentKey === null ? -1 : backups.findIndex((backup) => idKey(backup.id) === currentKey);
  const currentIndex = Math.max(0, foundIndex);

  const [scrollMarginPx, setScrollMarginPx] = useState(0);
  useLayoutEffect(() => {
    const body = bodyRef.current;
    if (body === null) return;
    // What stands above the rows changes its height with notices and filters; the offset must follow.
    const update = () => setScrollMarginPx(Math.round(body.getBoundingClientRect().top + window.scrollY));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const virtualizer = useWindowVirtualizer({
    count: backups.length,
    estimateSize: () => rowHeightPx,
    overscan: OVERSCAN_ROWS,
    scrollMargin: scrollMarginPx,
    getItemKey: (index) => {
      const backup = backups[index];
      return backup === undefined ? index : idKey(backup.id);
    },
    // The row with the focus stays in the page however far the view moves, or the focus would be lost.
    rangeExtractor: (range: Range) => {
      const rows = defaultRangeExtractor(range);
      if (foundIndex < 0 || rows.includes(foundIndex)) return rows;
      return [...rows, foundIndex].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    if (rowHeightPx > 0) virtualizer.measure();
  }, [virtualizer, rowHeightPx]);

  const focusRow = (index: number) => {
    const bounded = Math.min(Math.max(index, 0), backups.length - 1);
    const backup = backups[bounded];
    if (backup === undefined) return;
    setCurrentKey(idKey(backup.id));
    virtualizer.scrollToIndex(bounded, { align: 'auto' });
    requestAnimationFrame(() => {
      bodyRef.current?.querySelector<HTMLElement>(`[data-row="${bounded}"]`)?.focus({ preventScroll: true });
    });
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = Number(row.dataset['row']);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: backups.length - 1,
      PageDown: index + PAGE_ROWS,
      PageUp: index - PAGE_ROWS,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      focusRow(target);
      return;
    }
    const controls = [...row.querySelectorAll<HTMLElement>('a, button')];
    const position = controls.findIndex((control) => control.matches(':focus'));
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      const next = position + (event.key === 'ArrowRight' ? 1 : -1);
      (next < 0 ? row : controls[Math.min(next, controls.length - 1)])?.focus();
    }
  };

  return (
    <div
      ref={rootRef}
      role="table"
      aria-label={t('backups.table')}
      aria-rowcount={backups.length + 1}
      className="backup-table"
      data-layout={layout}
      data-server-shown={isServerShown}
      onKeyDown={handleKeyDown}
    >
      <div role="rowgroup" className="backup-table__head">
        <div role="row" aria-rowindex={1} className="backup-table__header">
          {COLUMNS.filter(({ key }) => layout !== 'medium' || key !== 'description').map(
            ({ key, isNumber }) => {
              const isSorted = sort.key === key;
              const Arrow = sort.direction === 'asc' ? ArrowUp : ArrowDown;
              return (
                <div
                  key={key}
                  role="columnheader"
                  aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
                  data-number={isNumber}
                >
                  {key === 'server' && !isServerShown ? (
                    t('backups.column.backup')
                  ) : (
                    <button type="button" onClick={() => onSortChange(nextSort(sort, key))}>
                      {t(`backups.column.${key}`)}
                      {isSorted ? <Arrow size={13} aria-hidden="true" /> : null}
                    </button>
                  )}
                </div>
              );
            },
          )}
          <div role="columnheader">
            <span className="visually-hidden">{t('backups.column.actions')}</span>
          </div>
        </div>
      </div>
      <div
        ref={bodyRef}
        role="rowgroup"
        className="backup-table__body"
        style={{ height: backups.length * rowHeightPx }}
        onFocus={(event) => {
          const row = event.target.closest<HTMLElement>('[data-row]');
          const backup = row === null ? undefined : backups[Number(row.dataset['row'])];
          if (backup !== undefined) setCurrentKey(idKey(backup.id));
        }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const backup = backups[item.index];
          if (backup === undefined) return null;
          return (
            <BackupRow
              key={item.key}
              backup={backup}
              layout={layout}
              position={item.index + 1}
              offsetPx={item.index * rowHeightPx}
              isCurrent={item.index === currentIndex}
              isDeleting={deleting.has(idKey(backup.id))}
              isServerShown={isServerShown}
              onOpenDialog={openDialog}
            />
          );
        })}
      </div>
    </div>
  );
}
