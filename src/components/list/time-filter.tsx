import { useState } from 'react';
import { useNow } from '../../browser/use-now';
import { MINUTE_MS } from '../../core/lib/time-units';
import { Select } from '../../ui/select';
import { useI18n } from '../i18n/i18n-provider';
import { type DayRange, DayRangeFields } from './day-range-fields';
import { dayBefore, TIME_PRESET_NAMES, TIME_PRESETS, timeChoiceOf } from './time-presets';

export interface TimeFilterProps {
  label: string;
  range: DayRange;
  onChange: (range: Partial<DayRange>) => void;
}

export function TimeFilter({ label, range, onChange }: TimeFilterProps) {
  const { t, format } = useI18n();
  const [isCustomWanted, setCustomWanted] = useState(false);
  const today = format.dayKey(useNow(MINUTE_MS));
  const choice = isCustomWanted ? 'custom' : timeChoiceOf(range, today);
  return (
    <>
      <Select
        label={label}
        className={choice === 'any' ? '' : 'select--active'}
        value={choice}
        onChange={({ target: { value } }) => {
          const preset = TIME_PRESET_NAMES.find((name) => name === value);
          setCustomWanted(value === 'custom');
          if (preset !== undefined) onChange({ from: dayBefore(today, TIME_PRESETS[preset]), to: null });
          else if (value === 'any') onChange({ from: null, to: null });
        }}
      >
        <option value="any">{t('filters.anyTime')}</option>
        {TIME_PRESET_NAMES.map((name) => (
          <option key={name} value={name}>
            {t(`filters.${name}`)}
          </option>
        ))}
        <option value="custom">{t('filters.custom')}</option>
      </Select>
      {choice === 'custom' ? <DayRangeFields range={range} onChange={onChange} /> : null}
    </>
  );
}
