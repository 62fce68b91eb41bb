import './backup-filter-bar.css';
import { statusLabel, typeLabel } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FilterBar, MoreFilters } from '../../components/list/filter-bar';
import { SortChoice } from '../../components/list/sort-choice';
import { TimeFilter } from '../../components/list/time-filter';
import { useComboboxTexts } from '../../components/list/use-combobox-texts';
import { type BackupFilters, countActiveFilters } from '../../core/backups/backup-filters';
import type { SortKey } from '../../core/backups/backup-sort';
import type { ComboboxOption } from '../../ui/combobox';
import { ComboboxLater } from '../../ui/combobox-later';
import { Select } from '../../ui/select';
import { showToast } from '../../ui/toast-store';

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

/** Everything that narrows or orders the table. On a phone all but the search folds away behind one button. */
export function BackupFilterBar(props: BackupFilterBarProps) {
  const { filters, onChange, onClear, searchDraft, onSearchChange, types, statuses } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const comboboxTexts = useComboboxTexts();
  const { serverKey } = filters;
  // A server that is filtered for but not known must not look like "All servers".
  const isKnown = serverKey === null || props.servers?.some(({ value }) => value === serverKey);
  const servers =
    props.servers === null || isKnown
      ? props.servers
      : [...props.servers, { value: serverKey ?? '', label: `#${serverKey}` }];
  return (
    <FilterBar
      label={t('filters.label')}
      search={{
        label: t('filters.search'),
        placeholder: t('filters.searchHint'),
        value: searchDraft,
        onChange: onSearchChange,
      }}
    >
      <MoreFilters activeCount={countActiveFilters(filters)} onClear={onClear}>
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
        <TimeFilter key={props.clearCount} label={t('filters.time')} range={filters} onChange={onChange} />
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
      </MoreFilters>
    </FilterBar>
  );
}
