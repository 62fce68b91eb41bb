import { countBy } from '../../core/lib/count-by';
import { DAY_KINDS, type DayCell, type DayKind, type DayOutcome } from '../../core/protection/day-strip';
import type { I18n } from '../i18n/i18n-provider';

/** "1 automatic, 0 manual completed, 1 failed". */
export function dayText(cell: DayCell, { t }: Pick<I18n, 't'>): string {
  const { kind, manualKind, failedManual } = cell;
  if (kind === 'before') return t('day.before');
  if (kind === 'after') return t('day.after');
  if (kind === 'gone') return t('day.gone');
  if (kind === 'quiet') {
    return t(cell.isToday ? 'day.quietToday' : cell.isNoneExpected ? 'day.quietExpected' : 'day.quiet');
  }
  const parts: string[] = [];
  if (kind === 'missed') parts.push(t(manualKind === null ? 'day.missed' : 'day.missedAutomatic'));
  if (kind === 'late') parts.push(t(manualKind === null ? 'day.late' : 'day.lateAutomatic'));
  if (cell.goodAutomatic + cell.goodManual > 0) {
    parts.push(t('day.good', { automatic: cell.goodAutomatic, manual: cell.goodManual }));
  }
  if (cell.goodOther > 0) parts.push(t('day.other', { count: cell.goodOther }));
  if (manualKind === null) {
    if (cell.failed > 0) parts.push(t('day.failed', { count: cell.failed }));
  } else {
    const failedAutomatic = cell.failed - failedManual;
    if (failedAutomatic > 0) parts.push(t('day.failedAutomatic', { count: failedAutomatic }));
    if (failedManual > 0) parts.push(t('day.failedManual', { count: failedManual }));
  }
  if (cell.running > 0) parts.push(t('day.running', { count: cell.running }));
  if (cell.suspicious > 0) parts.push(t('day.suspicious', { count: cell.suspicious }));
  if (cell.unknownStatus > 0) parts.push(t('day.unknownStatus', { count: cell.unknownStatus }));
  if (cell.schedules !== undefined) parts.push(t('day.bySchedule', { names: cell.schedules.join(', ') }));
  return parts.join(', ');
}

/** Future days are not mentioned. */
const MENTIONED_KINDS = DAY_KINDS.filter((kind): kind is Exclude<DayKind, 'after'> => kind !== 'after');

/** Outcomes of manual backups that may differ from the kind of their day. */
const MANUAL_KINDS = ['good', 'failed'] as const satisfies readonly DayOutcome[];
const MANUAL_TEXTS = { good: 'strip.manualGood', failed: 'strip.manualFailed' } as const;

/**
 * The strip in one sentence, for assistive technology.
 * @param isEverBackedUp whether the server has any backup, dated or not
 */
export function stripText(cells: readonly DayCell[], isEverBackedUp: boolean, i18n: Pick<I18n, 't'>): string {
  const { t } = i18n;
  const counts = countBy(
    DAY_KINDS,
    cells.map(({ kind }) => kind),
  );
  const parts = MENTIONED_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    t(`strip.${kind}`, { count: counts[kind] }),
  );
  for (const outcome of MANUAL_KINDS) {
    const count = cells.filter(({ kind, manualKind }) => manualKind === outcome && kind !== outcome).length;
    if (count > 0) parts.push(t(MANUAL_TEXTS[outcome], { count }));
  }
  const today = cells.at(-1);
  const days = cells.length;
  const isEmpty = counts.before === days;
  const nothing = isEverBackedUp ? t('strip.quiet', { count: days }) : t('strip.nothing');
  const summary = t('strip.summary', { days, parts: isEmpty ? nothing : parts.join(', ') });
  if (today === undefined || isEmpty) return summary;
  return `${summary} ${t('strip.last', { today: dayText(today, i18n) })}`;
}
