import './day-strip.css';
import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { DEFAULT_FILTERS, serializeFilters } from '../../core/backups/backup-filters';
import type { DayCell } from '../../core/protection/day-strip';
import type { History } from '../../core/protection/protection-history';
import { paths } from '../../routes/paths';
import { shownHint } from '../../ui/hints/hint';
import { useI18n } from '../i18n/i18n-provider';
import { dayText, stripText } from './day-text';
import { DAY_STEP, STRIP_HEIGHT, stripPaths } from './strip-paths';
import { useDayCells } from './use-day-cells';

export interface DayStripProps {
  serverKey: string;
  history: History;
  usualIntervalMs: number | null;
  nowMs: number;
  /** On a wall nobody uses it, so it is not focusable. */
  isStill?: boolean;
}

/** The path of the backups of one server on one day. */
export function dayPath(serverKey: string, dayKey: string): string {
  return paths.backups(serializeFilters({ ...DEFAULT_FILTERS, serverKey, from: dayKey, to: dayKey }));
}

/**
 * Thirty days of one server, drawn as one image with a sentence for assistive technology. Hovering a day, or moving over
 * the days with the arrow keys, shows what happened; a click or Enter opens its backups. A tap offers both.
 */
export function DayStrip({ serverKey, history, usualIntervalMs, nowMs, isStill }: DayStripProps) {
  const i18n = useI18n();
  const { format } = i18n;
  const navigate = useNavigate();
  /**
   * The pointer type; null for a click without a pointer, which screen readers send to the middle, so it means no day.
   */
  const pressed = useRef<string | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const cells = useDayCells({ serverKey, history, usualIntervalMs, nowMs });
  const shapes = useMemo(() => [...stripPaths(cells)], [cells]);
  const label = useMemo(() => stripText(cells, history.length > 0, i18n), [cells, history.length, i18n]);

  const open = (cell: DayCell | undefined) => {
    if (cell === undefined || cell.kind === 'after') return;
    void navigate(dayPath(serverKey, format.dayKey(cell.startMs)));
  };
  const explain = (strip: SVGSVGElement, index: number, isTap: boolean) => {
    const cell = cells[index];
    if (cell === undefined) return;
    const anchor = {
      get isConnected() {
        return strip.isConnected;
      },
      getBoundingClientRect: () => dayBox(strip, index, cells.length),
    };
    const text = `${format.date(cell.startMs)}: ${dayText(cell, i18n)}`;
    const onOpen = isTap && cell.kind !== 'after' ? () => open(cell) : null;
    shownHint.set({ anchor, text, onOpen, isHeard: false });
  };
  const show = (strip: SVGSVGElement, index: number | null) => {
    if (index === shown) return;
    setShown(index);
    if (index === null) shownHint.set(null);
    else explain(strip, index, false);
  };
  /** The gap between two days belongs to a day too. */
  const indexAt = ({ currentTarget, clientX }: MouseEvent<SVGSVGElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const index = Math.floor(((clientX - left) / width) * cells.length);
    return index >= 0 && index < cells.length ? index : null;
  };
  const handleKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const current = shown ?? cells.length;
    const next =
      event.key === 'ArrowLeft'
        ? current - 1
        : event.key === 'ArrowRight' && shown !== null
          ? current + 1
          : null;
    if (next !== null && next >= 0 && next < cells.length) {
      event.preventDefault();
      show(event.currentTarget, next);
    } else if (event.key === 'Enter' && shown !== null) {
      event.preventDefault();
      open(cells[shown]);
    }
  };

  return (
    <svg
      role="img"
      aria-label={label}
      aria-description={isStill ? undefined : i18n.t('strip.keys')}
      // The keyboard reaches the days' details here.
      tabIndex={isStill ? undefined : 0}
      data-strip=""
      className="day-strip"
      viewBox={`0 -2 ${cells.length * DAY_STEP} ${STRIP_HEIGHT + 4}`}
      preserveAspectRatio="none"
      onKeyDown={handleKeyDown}
      onPointerDown={({ pointerType }) => {
        pressed.current = pointerType;
      }}
      onPointerMove={(event) => {
        // A finger covers the day, so a tap only shows the hint.
        if (event.pointerType !== 'touch') show(event.currentTarget, indexAt(event));
      }}
      onPointerLeave={({ currentTarget, relatedTarget }) => {
        // The hint may cover the strip, and can be hovered.
        const isOnHint = relatedTarget instanceof Element && relatedTarget.closest('.hint') !== null;
        if (!isOnHint) show(currentTarget, null);
      }}
      onBlur={({ currentTarget }) => show(currentTarget, null)}
      onClick={(event) => {
        const index = indexAt(event);
        const by = pressed.current;
        pressed.current = null;
        if (index === null || by === null) return;
        if (by === 'touch') explain(event.currentTarget, index, true);
        else open(cells[index]);
      }}
    >
      {shapes.map(([shape, path]) => (
        <path key={shape} data-shape={shape} d={path} />
      ))}
      {shown === null ? null : (
        <rect data-shown="" x={shown * DAY_STEP - 1} y={-1} width={7} height={STRIP_HEIGHT + 2} rx={2} />
      )}
    </svg>
  );
}

/** Position of one day of a strip, CSS pixels of the viewport. */
function dayBox(strip: SVGSVGElement, index: number, count: number) {
  const { left, top, bottom, width } = strip.getBoundingClientRect();
  const dayPx = width / count;
  return { left: left + index * dayPx, width: dayPx, top, bottom };
}
