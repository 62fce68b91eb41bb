import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { deletionsQuery } from '../../api/deletions';
import { type DayCell, dayStrip } from '../../core/protection/day-strip';
import type { History } from '../../core/protection/protection-history';
import { useI18n } from '../i18n/i18n-provider';

export interface DayCellsOptions {
  readonly serverKey: string;
  readonly history: History;
  readonly usualIntervalMs: number | null;
  readonly nowMs: number;
  readonly days?: number | undefined;
  readonly lastDayMs?: number | undefined;
}

/**
 * The days of one server. A day that looks missed stays so unless the activity log knows that its backup was deleted
 * here.
 */
export function useDayCells(options: DayCellsOptions): readonly DayCell[] {
  const { serverKey, history, usualIntervalMs, nowMs, days, lastDayMs } = options;
  const { format } = useI18n();
  const cellsOf = useMemo(
    () => (deletedAtMs: readonly number[] | undefined) =>
      dayStrip(history, {
        nowMs,
        days,
        lastDayMs,
        usualIntervalMs,
        deletedAtMs,
        startOfDayMs: format.startOfDayMs,
        addDaysMs: format.addDaysMs,
      }),
    [history, nowMs, days, lastDayMs, usualIntervalMs, format],
  );
  const cells = useMemo(() => cellsOf(undefined), [cellsOf]);
  const { data: deletions } = useQuery({
    ...deletionsQuery(),
    enabled: cells.some(({ kind }) => kind === 'missed' || kind === 'late'),
  });
  const deletedAtMs = deletions?.get(serverKey);
  return useMemo(
    () => (deletedAtMs === undefined ? cells : cellsOf(deletedAtMs)),
    [cells, cellsOf, deletedAtMs],
  );
}
