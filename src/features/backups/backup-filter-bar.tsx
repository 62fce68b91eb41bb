import './backup-filter-bar.css';
import '../../ui/fields/combobox.css';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { lazy } from 'react';
import { partMissing } from '../../browser/part-missing';
import { usePreferences } from '../../browser/storage/preferences';
import { ChoiceFilter } from '../../components/filters/choice-filter';
import { FilterBar, MoreFilters } from '../../components/filters/filter-bar';
import { TimeFilter } from '../../components/filters/time-filter';
import { useComboboxTexts } from '../../components/filters/use-combobox-texts';
import { useI18n } from '../../components/i18n/i18n-provider';
import { statusLabel, typeLabel } from '../../components/i18n/provider-words';
import { SortChoice } from '../../components/list/sort-choice';
import { LatePart } from '../../components/loading/late-part';
import { type BackupFilters, countActiveFilters } from '../../core/backups/backup-filters';
import { nextSort, SORT_KEYS } from '../../core/backups/backup-sort';
import type { ComboboxOption } from '../../ui/fields/combobox';

// 12 kB, too much for the first load.
const Combobox = lazy(() =>
  import('../../ui/fields/combobox').then((part) => ({ default: part.Combobox }), partMissing),
);

function LoadingCombobox({ placeholder, value }: { placeholder: string; value: string }) {
  return (
    <div className="combobox" aria-hidden="true">
      <input
        className="input combobox__input"
        placeholder={placeholder}
        value={value}
        data-active={value !== '' || undefined}
        disabled
        readOnly
      />
      <span className="combobox__button">
        <ChevronDown size={14} />
      </span>
    </div>
  );
}

export interface BackupFilterBarProps {
  filters: BackupFilters;
  onChange: (change: Partial<BackupFilters>) => void;
  onClear: () => void;
  searchDraft: string;
  onSearchChange: (text: string) => void;
  onSearchFocus: () => void;
  /** Null on the page of one server, which has no server filter. */
  servers: readonly ComboboxOption[] | null;
  types: readonly string[];
  statuses: readonly string[];
  /** How often the filters were cleared, which also closes an empty date range. */
  clearCount: number;
}

export function BackupFilterBar(props: BackupFilterBarProps) {
  const { filters, onChange, onClear, searchDraft, onSearchChange, types, statuses } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const comboboxTexts = useComboboxTexts();
  const { hiddenOfBackups: hidden } = usePreferences();
  const { serverKey } = filters;
  // An unknown server in the filter must not look like "All servers".
  const isKnown = serverKey === null || props.servers?.some(({ value }) => value === serverKey);
  const servers =
    props.servers === null || isKnown
      ? props.servers
      : [...props.servers, { value: serverKey ?? '', label: `#${serverKey}` }];
  const selected = servers?.find(({ value }) => value === serverKey);
  return (
    <FilterBar
      label={t('filters.label')}
      search={{
        label: t('filters.search'),
        placeholder: t('filters.searchHint'),
        value: searchDraft,
        onChange: onSearchChange,
        onFocus: props.onSearchFocus,
      }}
    >
      <MoreFilters activeCount={countActiveFilters(filters)} onClear={onClear}>
        {servers === null ? null : (
          <div className="filter-bar__server">
            <LatePart
              fallback={
                <LoadingCombobox placeholder={t('filters.allServers')} value={selected?.label ?? ''} />
              }
              onFailed={() => undefined}
            >
              <Combobox
                label={t('filters.server')}
                placeholder={t('filters.allServers')}
                options={servers}
                value={serverKey}
                onChange={(serverKey) => onChange({ serverKey })}
                texts={comboboxTexts}
              />
            </LatePart>
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
        <ChoiceFilter
          label={t('filters.status')}
          anyLabel={t('filters.anyStatus')}
          choices={statuses}
          labelOf={(status) => statusLabel(status, i18n)}
          value={filters.status}
          onChange={(status) => onChange({ status })}
        />
        <TimeFilter key={props.clearCount} label={t('filters.time')} range={filters} onChange={onChange} />
        <SortChoice
          options={SORT_KEYS.filter((key) => !hidden.includes(key)).map((key) => ({
            key,
            label: t(`backups.column.${key}`),
          }))}
          chosen={filters.sort.key}
          direction={filters.sort.direction}
          onChoose={(key) => onChange({ sort: nextSort(filters.sort, key) })}
          onTurn={() => onChange({ sort: nextSort(filters.sort, filters.sort.key) })}
        />
      </MoreFilters>
    </FilterBar>
  );
}
