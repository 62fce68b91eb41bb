import { ROUTES } from './paths';

/** The compare page with its query (`comparisonQuery`). Separate from `paths`, which is part of the first load. */
export function comparePath(query: string): string {
  return `${ROUTES.compare}?${query}`;
}
