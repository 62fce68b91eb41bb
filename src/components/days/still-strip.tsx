import './day-strip.css';
import { useMemo } from 'react';
import { dayStrip } from '../../core/protection/day-strip';
import { useI18n } from '../i18n/i18n-provider';
import type { DayStripProps } from './day-strip';
import { stripText } from './day-text';
import { DAY_STEP, STRIP_HEIGHT, stripPaths } from './strip-paths';

export interface StillStripProps extends Omit<DayStripProps, 'serverKey' | 'isStill'> {
  /** Creation times of automatic backups deleted here, epoch ms. */
  deletedAtMs: readonly number[] | undefined;
}

/** The thirty days of a server as a plain image, for a page without links. */
export function StillStrip({ history, usualIntervalMs, nowMs, deletedAtMs }: StillStripProps) {
  const i18n = useI18n();
  const { startOfDayMs, addDaysMs } = i18n.format;
  const cells = useMemo(
    () => dayStrip(history, { nowMs, usualIntervalMs, deletedAtMs, startOfDayMs, addDaysMs }),
    [history, nowMs, usualIntervalMs, deletedAtMs, startOfDayMs, addDaysMs],
  );
  return (
    <svg
      role="img"
      aria-label={stripText(cells, history.length > 0, i18n)}
      className="day-strip day-strip--still"
      viewBox={`0 -2 ${cells.length * DAY_STEP} ${STRIP_HEIGHT + 4}`}
      preserveAspectRatio="none"
    >
      {[...stripPaths(cells)].map(([shape, path]) => (
        <path key={shape} data-shape={shape} d={path} />
      ))}
    </svg>
  );
}
