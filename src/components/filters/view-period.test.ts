import { expect, it } from 'vitest';
import { keptQuery, openedQuery } from './view-period';

it.each([
  // [query on 16 January, as the view keeps it, as it opens on 1 March]
  ['from=2025-01-10', 'period=last7', 'from=2025-02-23'],
  ['status=failed&from=2024-12-18', 'status=failed&period=last30', 'status=failed&from=2025-01-31'],
  ['from=2025-01-15', 'period=last24h', 'from=2025-02-28'],
  ['from=2025-01-16&to=2025-01-16', 'period=today', 'from=2025-03-01&to=2025-03-01'],
  ['from=2025-01-15&to=2025-01-15', 'period=yesterday', 'from=2025-02-28&to=2025-02-28'],
  // Chosen by date: last Tuesday, a custom period, an old view.
  ['from=2025-01-14&to=2025-01-14', 'from=2025-01-14&to=2025-01-14', 'from=2025-01-14&to=2025-01-14'],
  ['from=2025-01-01&to=2025-01-10', 'from=2025-01-01&to=2025-01-10', 'from=2025-01-01&to=2025-01-10'],
  ['type=manual', 'type=manual', 'type=manual'],
])('a view of %s is kept as %s and opens later as %s', (query, kept, opened) => {
  expect(keptQuery(new URLSearchParams(query), '2025-01-16')).toBe(kept);
  expect(openedQuery(kept, '2025-03-01')).toBe(opened);
});

it('a period of a later version stays in the query, and is reported as not understood', () => {
  expect(openedQuery('q=web&period=quarter', '2025-03-01')).toBe('q=web&period=quarter');
});
