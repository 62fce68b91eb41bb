import './day-range-fields.css';
import { useId } from 'react';
import { type I18n, useI18n } from '../i18n/i18n-provider';

/** Inclusive days as `YYYY-MM-DD` in the chosen time zone; null: open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** The range in words, earlier day first; null if no day is chosen. */
export function rangeText({ from, to }: DayRange, { t, format }: Pick<I18n, 't' | 'format'>): string | null {
  const [first, last] = from !== null && to !== null && from > to ? [to, from] : [from, to];
  const words = (day: string) => format.date(format.dayStartMs(day));
  const zone = format.zoneName();
  if (first !== null && last !== null)
    return t('filters.rangeWords', { from: words(first), to: words(last), zone });
  if (first !== null) return t('filters.fromWords', { from: words(first), zone });
  return last === null ? null : t('filters.toWords', { to: words(last), zone });
}

export interface DayRangeFieldsProps {
  range: DayRange;
  onChange: (change: Partial<DayRange>) => void;
}

/** Two date inputs, and the range in words, because browsers format date inputs in their own language. */
export function DayRangeFields({ range, onChange }: DayRangeFieldsProps) {
  const i18n = useI18n();
  const id = useId();
  const words = rangeText(range, i18n);
  const field = (name: 'from' | 'to', bound: { min?: string | undefined; max?: string | undefined }) => (
    <span className="day-range__field">
      <label htmlFor={`${id}-${name}`}>{i18n.t(`filters.${name}`)}</label>
      <input
        id={`${id}-${name}`}
        type="date"
        className="input"
        aria-describedby={`${id}-words`}
        value={range[name] ?? ''}
        onChange={({ target: { value } }) => onChange({ [name]: value === '' ? null : value })}
        {...bound}
      />
    </span>
  );
  return (
    <span className="day-range">
      {field('from', { max: range.to ?? undefined })}
      {field('to', { min: range.from ?? undefined })}
      <span id={`${id}-words`} className="day-range__words">
        {words}
      </span>
    </span>
  );
}
