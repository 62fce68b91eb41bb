import './overview-page.css';
import { useQuery } from '@tanstack/react-query';
import Activity from 'lucide-react/icons/activity';
import SearchX from 'lucide-react/icons/search-x';
import { lazy, useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { partMissing } from '../../browser/part-missing';
import { setPreferences, usePreferences } from '../../browser/storage/preferences';
import { CreateBackupButton } from '../../components/backups/create-backup-button';
import { ChoiceFilter } from '../../components/filters/choice-filter';
import { FilterBar } from '../../components/filters/filter-bar';
import { useSearchText } from '../../components/filters/use-search-text';
import { useUrlFilters } from '../../components/filters/use-url-filters';
import type { Fleet } from '../../components/fleet/fleet-work';
import { ServersNotices } from '../../components/fleet/servers-notices';
import { TilesSkeleton } from '../../components/fleet/tile';
import { useFleet } from '../../components/fleet/use-fleet';
import { AllWords, useI18n } from '../../components/i18n/i18n-provider';
import { serverSelection } from '../../components/list/selection';
import { SortChoice } from '../../components/list/sort-choice';
import { ClockNotice } from '../../components/loading/clock-notice';
import { ListLoad } from '../../components/loading/first-load';
import { LatePart } from '../../components/loading/late-part';
import { ListFreshness, PartialNotices, StaleNotice } from '../../components/loading/list-notices';
import { PageHead } from '../../components/page-head';
import { verdictParts } from '../../core/text/verdict-text';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import {
  DEFAULT_SORT,
  FLEET_SORT_KEYS,
  type FleetSortKey,
  fleetQueryValues,
  nextFleetSort,
  parseFleetFilters,
  STATE_FILTERS,
  selectServers,
} from './fleet-filters';
import { FleetTable, useServerSelection } from './fleet-table';
import { FleetTiles } from './fleet-tiles';
import { WorstCase } from './verdict';

const ServerSelectionBar = lazy(() => import('./lazy-server-selection').catch(partMissing));
const Tags = lazy(() => import('./lazy-tags').catch(partMissing));
const WallView = lazy(() => import('./lazy-wall-view').catch(partMissing));

const NO_SERVERS: Fleet['servers'] = [];

/** The servers with their filters; placeholders until the fleet is known. */
function FleetSection({ fleet, isListRead }: { fleet: Fleet | null; isListRead: boolean }) {
  const { servers, nowMs } = fleet ?? { servers: NO_SERVERS, nowMs: 0 };
  const { t } = useI18n();
  const { filters: urlFilters, change } = useUrlFilters(parseFleetFilters, fleetQueryValues);
  const { state, tags } = urlFilters;
  const { hiddenOfServers: hidden, isGroupedByTag } = usePreferences();
  // If no visible column shows the sort order, the list would look unsorted.
  const sort = hidden.includes(urlFilters.sort.key) ? DEFAULT_SORT : urlFilters.sort;
  const sortBy = (key: FleetSortKey) => change({ sort: nextFleetSort(sort, key) });
  const commitText = useCallback((text: string) => change({ text }, { replace: true }), [change]);
  const { draft, setDraft, text } = useSearchText(urlFilters.text, commitText);
  const filters = useMemo(() => ({ ...urlFilters, text, sort }), [urlFilters, text, sort]);
  const present = useMemo(() => servers.filter(({ isGone }) => !isGone), [servers]);
  const shown = useMemo(() => selectServers(present, filters), [present, filters]);
  // Deleted servers have no state: only the search filters them, and they are sorted by name.
  const gone = useMemo(() => {
    if (state !== null) return [];
    const all = servers.filter(({ isGone }) => isGone);
    return selectServers(all, { text, state, tags, sort: { key: 'server', direction: 'asc' } });
  }, [servers, text, state, tags]);
  const hasTags = useMemo(() => present.some(({ agreement }) => agreement?.tags[0] !== undefined), [present]);
  const isGrouped = hasTags && (urlFilters.isGrouped || isGroupedByTag);
  const group = (next: boolean) => {
    setPreferences({ isGroupedByTag: next });
    change({ isGrouped: next });
  };
  const selection = useServerSelection();
  const clear = () => {
    setDraft('');
    change({ text: '', state: null, tags: [] });
  };
  const tableProps = { servers: shown, nowMs, sort: { ...sort, onSort: sortBy }, selection };
  const table = <FleetTable {...tableProps} label={t('fleet.table')} />;
  const skeleton = <Skeleton label={t('list.loading')}>{table}</Skeleton>;
  if (fleet !== null && servers.length === 0) {
    return (
      <div className="card">
        <StateMessage icon={<Activity size={22} />} title={t('overview.empty.title')} role="status">
          {t('overview.empty.text')}
        </StateMessage>
      </div>
    );
  }
  return (
    <>
      <div className="card">
        <FilterBar
          search={{
            label: t('overview.search'),
            placeholder: t('overview.searchHint'),
            value: draft,
            onChange: setDraft,
          }}
        >
          <ChoiceFilter
            label={t('fleet.filter')}
            anyLabel={t('fleet.filterAll')}
            choices={STATE_FILTERS}
            labelOf={(choice) =>
              choice === 'attention'
                ? t('fleet.filterAttention')
                : t(
                    choice === 'acknowledged' || choice === 'unwatched'
                      ? `standing.${choice}`
                      : `protection.${choice}`,
                  )
            }
            value={state}
            onChange={(choice) => change({ state: choice })}
          />
          <SortChoice
            options={FLEET_SORT_KEYS.filter((key) => !hidden.includes(key)).map((key) => ({
              key,
              label: t(`fleet.column.${key}`),
            }))}
            chosen={sort.key}
            direction={sort.direction}
            onChoose={sortBy}
            onTurn={() => sortBy(sort.key)}
          />
          {hasTags || tags.length > 0 ? (
            <LatePart fallback={null} onFailed={() => change({ tags: [] })}>
              <Tags
                kind="controls"
                servers={present}
                tags={tags}
                isGrouped={isGrouped}
                onFilter={(chosen) => change({ tags: chosen })}
                onGroup={group}
              />
            </LatePart>
          ) : null}
          <span className="filter-bar__gap" />
          <Link className="button button--ghost fleet-bar__wall" to="?view=wall">
            {t('fleet.wall')}
          </Link>
        </FilterBar>
        {fleet === null ? (
          isListRead ? (
            skeleton
          ) : (
            <ListLoad skeleton={skeleton} />
          )
        ) : shown.length === 0 ? (
          <StateMessage
            icon={<SearchX size={22} />}
            title={t('fleet.noneMatches')}
            role="status"
            actions={<Button onClick={clear}>{t('filters.clearAll')}</Button>}
          >
            <span>{t('fleet.noneMatchesText', { count: present.length })}</span>{' '}
            {gone.length === 0 ? null : <span>{t('fleet.goneMatches', { count: gone.length })}</span>}
          </StateMessage>
        ) : isGrouped ? (
          <LatePart fallback={table} onFailed={() => group(false)}>
            <Tags kind="groups" {...tableProps} />
          </LatePart>
        ) : (
          table
        )}
        {selection.selected.size === 0 ? null : (
          <LatePart fallback={null} onFailed={serverSelection.clear}>
            <ServerSelectionBar all={present} shown={shown} />
          </LatePart>
        )}
      </div>
      {gone.length === 0 ? null : (
        <section className="fleet-gone" aria-labelledby="fleet-gone">
          <h2 id="fleet-gone">{t('fleet.gone')}</h2>
          <p className="muted">{t('fleet.goneHint')}</p>
          <div className="card">
            <FleetTable label={t('fleet.gone')} servers={gone} nowMs={nowMs} />
          </div>
        </section>
      )}
    </>
  );
}

/** `/`: which servers need attention now? With `?view=wall`, the same for a wall screen. */
export default function OverviewPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const [params] = useSearchParams();
  const { error, errorUpdateCount } = useQuery(backupsQuery());
  const { fleet, list } = useFleet();
  if (params.get('view') === 'wall')
    return (
      <AllWords>
        <WallView fleet={fleet} />
      </AllWords>
    );
  const [verdict, ...aside] =
    fleet === null ? [t('overview.titleLoading')] : verdictParts(fleet.summary, i18n);
  return (
    <>
      <PageHead
        title={t('nav.overview')}
        heading={
          <>
            <span>{verdict}</span>
            {aside.length === 0 ? null : <span className="verdict-aside">{`, ${aside.join(', ')}`}</span>}
          </>
        }
        actions={
          <>
            <ListFreshness />
            <CreateBackupButton />
          </>
        }
      >
        {fleet === null ? error === null ? t('list.loading') : null : <WorstCase fleet={fleet} />}
      </PageHead>
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        {/* Without backups there is no list that a server could be missing from. */}
        {list === undefined ? null : <ServersNotices />}
        <ClockNotice />
      </div>
      {fleet !== null ? (
        <FleetTiles fleet={fleet} />
      ) : list === undefined && errorUpdateCount > 0 ? null : (
        <TilesSkeleton className="fleet-tiles" />
      )}
      <FleetSection fleet={fleet} isListRead={list !== undefined} />
    </>
  );
}
