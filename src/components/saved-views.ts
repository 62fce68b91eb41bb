import { useMemo } from 'react';
import * as v from 'valibot';
import { storageOwner, VIEWS } from '../browser/storage/account-storage';
import { type Store, useStore } from '../browser/storage/store';
import { createStoredStore } from '../browser/storage/stored-store';
import { useNow } from '../browser/use-now';
import { MINUTE_MS } from '../core/lib/time-units';
import { type SavedView, VIEW_PAGES } from '../core/views/saved-views';
import { ROUTES } from '../routes/paths';
import { openedQuery } from './filters/view-period';
import { useI18n } from './i18n/i18n-provider';

const viewSchema = v.object({ name: v.string(), page: v.picklist(VIEW_PAGES), query: v.string() });
/** By account; an entry that cannot be read costs only itself. */
const stored = createStoredStore<Readonly<Record<string, readonly SavedView[]>>>(
  'local',
  VIEWS,
  v.record(
    v.string(),
    v.pipe(
      v.array(v.unknown()),
      v.transform((views) => views.filter((view) => v.is(viewSchema, view))),
    ),
  ),
  {},
);

const NO_VIEWS: readonly SavedView[] = [];

/** The saved views of the account in use, oldest first. `set` gives false if they last only until the page is left. */
export const savedViews: Omit<Store<readonly SavedView[]>, 'set'> & {
  readonly set: (views: readonly SavedView[]) => boolean;
} = {
  get: () => stored.get()[storageOwner() ?? ''] ?? NO_VIEWS,
  set: (views) => stored.set({ ...stored.get(), [storageOwner() ?? '']: views }),
  subscribe: stored.subscribe,
};

export function useSavedViews(): readonly SavedView[] {
  return useStore(savedViews);
}

/** The calendar day by which periods count, `YYYY-MM-DD`. */
export function useToday(): string {
  return useI18n().format.dayKey(useNow(MINUTE_MS));
}

/** The saved views with the queries they open today. */
export function useOpenedViews(): readonly SavedView[] {
  const views = useSavedViews();
  const today = useToday();
  return useMemo(
    () => views.map((view) => ({ ...view, query: openedQuery(view.query, today) })),
    [views, today],
  );
}

/** The link that opens a view of {@link useOpenedViews}. */
export function viewPath({ page, query }: SavedView): string {
  return query === '' ? ROUTES[page] : `${ROUTES[page]}?${query}`;
}
