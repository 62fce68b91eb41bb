import './day-strip.css';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import type { Backup } from '../core/backups/backup';
import { DEFAULT_FILTERS, serializeFilters } from '../core/backups/backup-filters';
import type { DayCell } from '../core/protection/day-strip';
import { paths } from '../routes/paths';
import { shownHint } from '../ui/hint';
import { dayText, stripText } from './day-text';
import { useI18n } from './i18n/i18n-provider';
import { useDayCells } from './use-day-cells';

export interface DayStripProps {
  serverKey: string;
  backups: readonly Backup[];
  usualIntervalMs: number | null;
  nowMs: number;
}

interface Shown {
  readonly index: number;
  readonly leftPx: number;
  readonly topPx: number;
}

/** The path of the backups of one server on one day. */
export function dayPath(serverKey: string, dayKey: string): string {
  return paths.backups(serializeFilters({ ...DEFAULT_FILTERS, serverKey, from: dayKey, to: dayKey }));
}

/**
 * Thirty days of one server, a cell a day; for assistive technology one image with a sentence. Hovering a day, or moving
 * over the days with the arrow keys, shows what happened; a click or Enter opens its backups. A tap offers both.
 */
export function DayStrip({ serverKey, backups, usualIntervalMs, nowMs }: DayStripProps) {
  const i18n = useI18n();
  const { format, t } = i18n;
  const navigate = useNavigate();
  const ref = useRef<HTMLDivElement>(null);
  const isTouch = useRef(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const cells = useDayCells({ serverKey, backups, usualIntervalMs, nowMs });

  const show = (index: number) => {
    const cell = ref.current?.children[index];
    if (cell === undefined) return;
    const box = cell.getBoundingClientRect();
    setShown({ index, leftPx: box.left + box.width / 2, topPx: box.top });
  };
  const open = (cell: DayCell | undefined) => {
    if (cell === undefined || cell.kind === 'after') return;
    void navigate(dayPath(serverKey, format.dayKey(cell.startMs)));
  };
  const explain = (index: number) => {
    const cell = cells[index];
    const anchor = ref.current?.children[index];
    if (cell === undefined || anchor === undefined) return;
    const text = `${format.date(cell.startMs)}: ${dayText(cell, i18n)}`;
    shownHint.set({ anchor, text, onOpen: cell.kind === 'after' ? null : () => open(cell), isHeard: false });
  };
  const indexAt = (event: PointerEvent | React.MouseEvent) => {
    const cell = event.target instanceof HTMLElement ? event.target.closest('[data-day]') : null;
    return cell instanceof HTMLElement ? Number(cell.dataset['day']) : null;
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const current = shown?.index ?? cells.length;
    const next =
      event.key === 'ArrowLeft'
        ? current - 1
        : event.key === 'ArrowRight' && shown !== null
          ? current + 1
          : null;
    if (next !== null && next >= 0 && next < cells.length) {
      event.preventDefault();
      show(next);
    } else if (event.key === 'Enter' && shown !== null) {
      event.preventDefault();
      open(cells[shown.index]);
    }
  };
  const shownCell = shown === null ? undefined : cells[shown.index];

  return (
    <>
      <div
        ref={ref}
        role="img"
        aria-label={stripText(cells, backups.length > 0, i18n)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard reaches the days' details here
        tabIndex={0}
        data-strip=""
        className="day-strip"
        onKeyDown={handleKeyDown}
        onPointerDown={({ pointerType }) => {
          isTouch.current = pointerType === 'touch';
        }}
        onPointerOver={(event) => {
          // A finger covers the day; its tap shows the hint.
          if (event.pointerType === 'touch') return;
          const index = indexAt(event);
          if (index !== null) show(index);
        }}
        onPointerLeave={() => setShown(null)}
        onBlur={() => setShown(null)}
        onClick={(event) => {
          const index = indexAt(event);
          if (index === null) return;
          if (isTouch.current) explain(index);
          else open(cells[index]);
        }}
      >
        {cells.map((cell, index) => (
          <span
            key={cell.startMs}
            data-day={index}
            data-kind={cell.kind}
            data-manual={cell.manualKind ?? undefined}
            data-shown={shown?.index === index || undefined}
          />
        ))}
      </div>
      {shown !== null && shownCell !== undefined
        ? createPortal(
            <div
              className="day-tip"
              role="status"
              style={{ left: shown.leftPx, top: shown.topPx }}
              data-kind={shownCell.kind}
            >
              <b>{format.date(shownCell.startMs)}</b> <span>{dayText(shownCell, i18n)}</span>
              <span className="visually-hidden">{t('strip.keys')}</span>
            </div>,
            document.body,
          )
        : null}
    </>
  );
}
