import { matchPath, useLocation } from 'react-router-dom';
import type { Backup } from '../../core/backups/backup';
import { VIEW_PAGES, type ViewPage } from '../../core/views/saved-views';
import { ROUTES } from '../../routes/paths';
import { withDialog } from '../../routes/use-dialog-route';

/** The part of a page's query that the page understands; `backups` name the types and statuses there are. */
export type UnderstoodQuery = (
  page: ViewPage,
  params: URLSearchParams,
  backups: readonly Backup[],
) => URLSearchParams;

/** The page that is shown and its query, without an open dialog; null for a page that has no views. */
export function useShownPage() {
  const { pathname, search } = useLocation();
  return {
    page: VIEW_PAGES.find((each) => matchPath(ROUTES[each], pathname) !== null) ?? null,
    params: new URLSearchParams(withDialog(new URLSearchParams(search), null)),
  };
}
