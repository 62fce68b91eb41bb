import { useMemo, useState } from 'react';
import { useNow } from '../../browser/use-now';
import { MINUTE_MS } from '../../core/lib/time-units';
import { Select } from '../../ui/fields/select';
import { type I18n, useI18n } from '../i18n/i18n-provider';
import { type DayRange, DayRangeFields } from './day-range-fields';
import {
  dayBefore,
  LAST_WEEKDAYS,
  PERIODS,
  rangeOfPreset,
  TODAY,
  timeChoiceOf,
  YESTERDAY,
} from './time-presets';

export interface TimeFilterProps {
  label: string;
  range: DayRange;
  onChange: (range: Partial<DayRange>) => void;
}

/** The options with their labels. */
function choicesAsOf(today: string, { t, format }: Pick<I18n, 't' | 'format'>) {
  const todayMs = format.dayStartMs(today);
  const lastWeekdays = LAST_WEEKDAYS.map(({ name, firstBack }) => {
    const dayMs = format.dayStartMs(dayBefore(today, firstBack));
    return [name, t('filters.lastWeekday', { day: format.rowDate(dayMs, todayMs) })] as const;
  });
  return [
    ['any', t('filters.anyTime')],
    [TODAY.name, t('filters.today')],
    [YESTERDAY.name, t('filters.yesterday')],
    ...PERIODS.map(({ name }) => [name, t(`filters.${name}`)] as const),
    ...lastWeekdays,
    ['custom', t('filters.custom')],
  ] as const;
}

export function TimeFilter({ label, range, onChange }: TimeFilterProps) {
  const { t, format } = useI18n();
  const [isCustomWanted, setCustomWanted] = useState(false);
  const today = format.dayKey(useNow(MINUTE_MS));
  const choice = isCustomWanted ? 'custom' : timeChoiceOf(range, today);
  const choices = useMemo(() => choicesAsOf(today, { t, format }), [today, t, format]);
  return (
    <>
      <Select
        label={label}
        className={choice === 'any' ? '' : 'select--active'}
        value={choice}
        onChange={({ target: { value } }) => {
          setCustomWanted(value === 'custom');
          if (value === 'any') onChange({ from: null, to: null });
          else onChange(rangeOfPreset(value, today) ?? {});
        }}
      >
        {choices.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </Select>
      {choice === 'custom' ? <DayRangeFields range={range} onChange={onChange} /> : null}
    </>
  );
}
