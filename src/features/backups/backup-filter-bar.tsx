import './backup-filter-bar.css';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../browser/use-now';
import { statusLabel, typeLabel } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { DayRangeFields } from '../../components/list/day-range-fields';
import { SortChoice } from '../../components/list/sort-choice';
import { dayBefore, TIME_PRESET_NAMES, TIME_PRESETS, timeChoiceOf } from '../../components/list/time-presets';
import { useComboboxTexts } from '../../components/list/use-combobox-texts';
import { type BackupFilters, countActiveFilters, type SortKey } from '../../core/backups/backup-filters';
import { Button } from '../../ui/button';
import type { ComboboxOption } from '../../ui/combobox';
import { ComboboxLater } from '../../ui/combobox-later';
import { Select } from '../../ui/field';
import { SearchField } from '../../ui/search-field';
import { showToast } from '../../ui/toast-store';

const MINUTE_MS = 60_000;
const SORT_KEYS: readonly SortKey[] = [
  'created',
  'server',
  'type',
  'status',
  'size',
  'expires',
  'description',
];

export interface BackupFilterBarProps {
  filters: BackupFilters;
  onChange: (change: Partial<BackupFilters>) => void;
  onClear: () => void;
  searchDraft: string;
  onSearchChange: (text: string) => void;
  /** Null on the page of one server, where there is nothing to choose. */
  servers: readonly ComboboxOption[] | null;
  types: readonly string[];
  statuses: readonly string[];
  /** Counts how often everything was cleared: an opened but empty date range goes with it. */
  clearCount: number;
}

function TimeFilter({ filters, onChange }: Pick<BackupFilterBarProps, 'filters' | 'onChange'>) {
  const { t, format } = useI18n();
  const [isCustomWanted, setCustomWanted] = useState(false);
  const today = format.dayKey(useNow(MINUTE_MS));
  const found = timeChoiceOf(filters, today);
  const choice = isCustomWanted ? 'custom' : found;
  return (
    <>
      <Select
        label={t('filters.time')}
        className={choice === 'any' ? '' : 'select--active'}
        value={choice}
        onChange={(event) => {
          const { value } = event.target;
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
      {choice === 'custom' ? <DayRangeFields range={filters} onChange={onChange} /> : null}
    </>
  );
}

/** Everything that narrows or orders the table. On a phone all but the search folds away behind one button. */
export function BackupFilterBar(props: BackupFilterBarProps) {
  const { filters, onChange, onClear, searchDraft, onSearchChange, types, statuses } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const comboboxTexts = useComboboxTexts();
  const [isOpen, setOpen] = useState(false);
  const { serverKey } = filters;
  // A server that is filtered for but not known must not look like "All servers".
  const isKnown = serverKey === null || props.servers?.some(({ value }) => value === serverKey);
  const servers =
    props.servers === null || isKnown
      ? props.servers
      : [...props.servers, { value: serverKey ?? '', label: `#${serverKey}` }];
  const activeCount = countActiveFilters(filters);
  return (
    <search className="filter-bar" aria-label={t('filters.label')}>
      <SearchField
        label={t('filters.search')}
        placeholder={t('filters.searchHint')}
        clearLabel={t('filters.clearSearch')}
        value={searchDraft}
        onChange={onSearchChange}
      />
      <Button
        className="filter-bar__toggle"
        icon={<SlidersHorizontal size={15} aria-hidden="true" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {activeCount === 0 ? t('filters.noneOpen') : t('filters.more', { count: activeCount })}
      </Button>
      <div className="filter-bar__more" data-open={isOpen || undefined}>
        {servers === null ? null : (
          <div className="filter-bar__server">
            <ComboboxLater
              label={t('filters.server')}
              placeholder={t('filters.allServers')}
              options={servers}
              value={filters.serverKey}
              onChange={(serverKey) => onChange({ serverKey })}
              texts={comboboxTexts}
              onMissing={() => showToast({ tone: 'bad', text: t('crash.partText') })}
            />
          </div>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in this row of chips */}
        <div className="filter-bar__chips" role="group" aria-label={t('filters.type')}>
          {[null, ...types].map((type) => (
            <button
              key={type ?? ''}
              type="button"
              className="chip"
              aria-pressed={filters.type === type}
              onClick={() => onChange({ type })}
            >
              {type === null ? t('filters.allTypes') : typeLabel(type, i18n)}
            </button>
          ))}
        </div>
        <span className="filter-bar__gap" />
        <Select
          label={t('filters.status')}
          className={filters.status === null ? '' : 'select--active'}
          value={filters.status ?? ''}
          onChange={(event) => onChange({ status: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{t('filters.anyStatus')}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {statusLabel(status, i18n)}
            </option>
          ))}
        </Select>
        <TimeFilter key={props.clearCount} filters={filters} onChange={onChange} />
        <SortChoice
          options={SORT_KEYS.map((key) => ({ key, label: t(`backups.column.${key}`) }))}
          chosen={filters.sort.key}
          direction={filters.sort.direction}
          onChoose={(key) => onChange({ sort: { ...filters.sort, key } })}
          onTurn={() =>
            onChange({
              sort: { ...filters.sort, direction: filters.sort.direction === 'asc' ? 'desc' : 'asc' },
            })
          }
        />
        {activeCount === 0 ? null : (
          <Button variant="ghost" onClick={onClear}>
            {t('filters.clearAll')}
          </Button>
        )}
      </div>
    </search>
  );
}
