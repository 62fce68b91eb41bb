import { foldText } from '../lib/fold-text';
import { checkName, type NameCheck, type NameProblem } from '../lib/short-name';

export const VIEW_PAGES = ['overview', 'backups', 'activity'] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

/** The filters of a page under a name, which is unique. */
export interface SavedView {
  readonly name: string;
  readonly page: ViewPage;
  /** The page's query, without `?`; a moving period stands in it as `period=last7`. */
  readonly query: string;
}

export const MAX_VIEWS = 50;

export type ViewProblem = NameProblem | 'taken' | 'full';

/** Two names are equal if a search would treat them as equal. */
function isSameName(a: string, b: string): boolean {
  return foldText(a) === foldText(b);
}

/** @param renamed the view being renamed; null for a new one */
export function checkViewName(
  typed: string,
  views: readonly SavedView[],
  renamed: SavedView | null,
): NameCheck<ViewProblem> {
  const check = checkName(typed);
  if (!check.isGood) return check;
  const isTaken = views.some((view) => view.name !== renamed?.name && isSameName(view.name, check.name));
  if (isTaken) return { isGood: false, problem: 'taken' };
  if (renamed === null && views.length >= MAX_VIEWS) return { isGood: false, problem: 'full' };
  return check;
}

export function renameView(views: readonly SavedView[], view: SavedView, name: string): readonly SavedView[] {
  return views.map((each) => (each.name === view.name ? { ...each, name } : each));
}

export function removeView(views: readonly SavedView[], { name }: SavedView): readonly SavedView[] {
  return views.filter((each) => each.name !== name);
}

/** Puts a removed view back where it was, unless its name was given away meanwhile. */
export function restoreView(
  views: readonly SavedView[],
  view: SavedView,
  index: number,
): readonly SavedView[] {
  return views.some(({ name }) => isSameName(name, view.name)) ? views : views.toSpliced(index, 0, view);
}

/** The view that a page shows, whatever the order of its query. */
export function shownView(
  views: readonly SavedView[],
  page: ViewPage | null,
  params: URLSearchParams,
): SavedView | null {
  const shown = sorted(params);
  return (
    views.find((view) => view.page === page && sorted(new URLSearchParams(view.query)) === shown) ?? null
  );
}

/** The part of a query that was not understood, such as `status=on_hold`. */
export function lostValues(query: string, understood: URLSearchParams): readonly string[] {
  const lost: string[] = [];
  new URLSearchParams(query).forEach((value, key) => {
    if (value !== '' && understood.get(key) !== value) lost.push(`${key}=${value}`);
  });
  return lost;
}

function sorted(params: URLSearchParams): string {
  const copy = new URLSearchParams(params);
  copy.sort();
  return copy.toString();
}
