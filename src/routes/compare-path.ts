import { ROUTES } from './paths';

/** The page that compares two things, by its query (`comparisonQuery`). Apart from `paths`, which the first load needs. */
export function comparePath(query: string): string {
  return `${ROUTES.compare}?${query}`;
}
