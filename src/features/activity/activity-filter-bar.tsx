import { useI18n } from '../../components/i18n/i18n-provider';
import { FilterBar, MoreFilters } from '../../components/list/filter-bar';
import { TimeFilter } from '../../components/list/time-filter';
import { ACTIVITY_ACTIONS, ACTIVITY_OUTCOMES } from '../../core/contract/schema-activity';
import type { ComboboxOption } from '../../ui/combobox';
import { Select } from '../../ui/field';
import { type ActivityFilters, countActivityFilters } from './activity-filters';
import { ServerFilter } from './server-filter';

export interface ActivityFilterBarProps {
  filters: ActivityFilters;
  onChange: (change: Partial<ActivityFilters>) => void;
  onClear: () => void;
  /** What stands in the field at once; the filter follows when the fingers rest. */
  actorDraft: string;
  onActorChange: (text: string) => void;
  servers: readonly ComboboxOption[];
  /** Counts how often everything was cleared: an opened but empty date range goes with it. */
  clearCount: number;
}

/** Everything that narrows the log. On a phone all but the search folds away behind one button. */
export function ActivityFilterBar(props: ActivityFilterBarProps) {
  const { filters, onChange, onClear, actorDraft, onActorChange, servers, clearCount } = props;
  const { t } = useI18n();
  return (
    <FilterBar
      label={t('filters.label')}
      className="activity-bar"
      search={{
        label: t('activity.filter.actor'),
        placeholder: t('activity.filter.actorHint'),
        value: actorDraft,
        onChange: onActorChange,
      }}
    >
      <MoreFilters activeCount={countActivityFilters({ ...filters, actor: actorDraft })} onClear={onClear}>
        <ServerFilter
          servers={servers}
          serverKey={filters.serverKey}
          onChange={(serverKey) => onChange({ serverKey })}
        />
        <Select
          label={t('activity.filter.action')}
          className={filters.action === null ? '' : 'select--active'}
          value={filters.action ?? ''}
          onChange={({ target: { value } }) =>
            onChange({ action: ACTIVITY_ACTIONS.find((action) => action === value) ?? null })
          }
        >
          <option value="">{t('activity.filter.anyAction')}</option>
          {ACTIVITY_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {t(`activity.action.${action}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t('activity.filter.outcome')}
          className={filters.outcome === null ? '' : 'select--active'}
          value={filters.outcome ?? ''}
          onChange={({ target: { value } }) =>
            onChange({ outcome: ACTIVITY_OUTCOMES.find((outcome) => outcome === value) ?? null })
          }
        >
          <option value="">{t('activity.filter.anyOutcome')}</option>
          {ACTIVITY_OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`activity.outcome.${outcome}`)}
            </option>
          ))}
        </Select>
        <TimeFilter key={clearCount} label={t('activity.filter.time')} range={filters} onChange={onChange} />
      </MoreFilters>
    </FilterBar>
  );
}
