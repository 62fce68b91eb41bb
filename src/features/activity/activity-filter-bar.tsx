import X from 'lucide-react/icons/x';
import { ChoiceFilter } from '../../components/filters/choice-filter';
import { FilterBar, MoreFilters } from '../../components/filters/filter-bar';
import { TimeFilter } from '../../components/filters/time-filter';
import type { SearchText } from '../../components/filters/use-search-text';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ACTIVITY_ACTIONS, ACTIVITY_OUTCOMES, type ActivityEntry } from '../../core/contract/schema-activity';
import { Button } from '../../ui/button';
import { type ActivityFilters, countActivityFilters } from './activity-filters';
import { ServerFilter } from './server-filter';

export interface ActivityFilterBarProps {
  filters: ActivityFilters;
  onChange: (change: Partial<ActivityFilters>) => void;
  onClear: () => void;
  /** Part of an account's address or token name. */
  search: SearchText;
  entries: readonly ActivityEntry[];
  /** How often the filters were cleared, which also closes an empty date range. */
  clearCount: number;
}

/** The filters of the log. On a phone all but the search fold behind one button. */
export function ActivityFilterBar(props: ActivityFilterBarProps) {
  const { filters, onChange, onClear, search, entries, clearCount } = props;
  const { t } = useI18n();
  const activeCount = countActivityFilters({ ...filters, actor: search.draft });
  return (
    <FilterBar
      label={t('filters.label')}
      className="activity-bar"
      search={{
        label: t('activity.filter.actor'),
        placeholder: t('activity.filter.actorHint'),
        value: search.draft,
        onChange: search.setDraft,
      }}
    >
      <MoreFilters activeCount={activeCount} onClear={onClear}>
        <ServerFilter
          entries={entries}
          serverKey={filters.serverKey}
          onChange={(serverKey) => onChange({ serverKey })}
        />
        {filters.backupKey === null ? null : (
          <Button
            icon={<X size={14} aria-hidden="true" />}
            aria-label={t('activity.filter.noBackup', { id: filters.backupKey })}
            onClick={() => onChange({ backupKey: null })}
          >
            {t('activity.filter.backup', { id: filters.backupKey })}
          </Button>
        )}
        <ChoiceFilter
          label={t('activity.filter.action')}
          anyLabel={t('activity.filter.anyAction')}
          choices={ACTIVITY_ACTIONS}
          labelOf={(action) => t(`activity.action.${action}`)}
          value={filters.action}
          onChange={(action) => onChange({ action })}
        />
        <ChoiceFilter
          label={t('activity.filter.outcome')}
          anyLabel={t('activity.filter.anyOutcome')}
          choices={ACTIVITY_OUTCOMES}
          labelOf={(outcome) => t(`activity.outcome.${outcome}`)}
          value={filters.outcome}
          onChange={(outcome) => onChange({ outcome })}
        />
        <TimeFilter key={clearCount} label={t('activity.filter.time')} range={filters} onChange={onChange} />
      </MoreFilters>
    </FilterBar>
  );
}
