import { describe, expect, it } from 'vitest';
import { MAX_NAME_LENGTH } from '../lib/short-name';
import {
  checkViewName,
  lostValues,
  MAX_VIEWS,
  removeView,
  renameView,
  restoreView,
  type SavedView,
  shownView,
} from './saved-views';

const NIGHT: SavedView = { name: 'Night', page: 'backups', query: 'type=automatic&status=failed' };
const LATE: SavedView = { name: 'Late ones', page: 'overview', query: 'state=late' };
const VIEWS = [NIGHT, LATE];

describe('the name of a view', () => {
  it.each([
    ['', 'empty'],
    [' \u200B\t', 'empty'],
    ['x'.repeat(MAX_NAME_LENGTH + 1), 'tooLong'],
    ['night', 'taken'],
    [' NIGHT\u200B ', 'taken'],
    ['Nïght', 'taken'],
  ])('%j: %s', (typed, problem) => {
    expect(checkViewName(typed, VIEWS, null)).toEqual({ isGood: false, problem });
  });

  it.each([
    ['x'.repeat(MAX_NAME_LENGTH), 'x'.repeat(MAX_NAME_LENGTH)],
    ['🗄'.repeat(MAX_NAME_LENGTH), '🗄'.repeat(MAX_NAME_LENGTH)],
    ['  Before \u0007 the   move ', 'Before the move'],
  ])('%j is kept as it is seen', (typed, name) => {
    expect(checkViewName(typed, VIEWS, null)).toEqual({ isGood: true, name });
  });

  it('may be written differently by its own view, and is refused to one more than there is room for', () => {
    expect(checkViewName('NIGHT', VIEWS, NIGHT)).toEqual({ isGood: true, name: 'NIGHT' });
    expect(checkViewName('late ONES', VIEWS, NIGHT)).toEqual({ isGood: false, problem: 'taken' });
    const many = Array.from({ length: MAX_VIEWS }, (_, at) => ({ ...NIGHT, name: `View ${at}` }));
    expect(checkViewName('One more', many, null)).toEqual({ isGood: false, problem: 'full' });
    expect(checkViewName('Renamed', many, many[0] ?? NIGHT)).toEqual({ isGood: true, name: 'Renamed' });
  });
});

it('a view is renamed, removed, and put back where it was', () => {
  expect(renameView(VIEWS, NIGHT, 'Nights')).toEqual([{ ...NIGHT, name: 'Nights' }, LATE]);
  expect(removeView(VIEWS, NIGHT)).toEqual([LATE]);
  expect(restoreView([LATE], NIGHT, 0)).toEqual(VIEWS);
  const taken = [{ ...LATE, name: 'NIGHT' }];
  expect(restoreView(taken, NIGHT, 0)).toBe(taken);
});

describe('the view that a page shows', () => {
  it.each([
    ['backups', 'status=failed&type=automatic', NIGHT],
    ['backups', 'status=failed', null],
    ['backups', 'status=failed&type=automatic&q=web', null],
    ['overview', 'state=late', LATE],
    ['activity', 'state=late', null],
    [null, 'state=late', null],
  ] as const)('%s?%s', (page, query, view) => {
    expect(shownView(VIEWS, page, new URLSearchParams(query))).toBe(view);
  });
});

it('what of a view is no longer understood is listed', () => {
  const understood = (query: string) => new URLSearchParams(query);
  expect(lostValues('type=manual&q=web', understood('q=web&type=manual'))).toEqual([]);
  expect(lostValues('status=on_hold&q=web', understood('q=web'))).toEqual(['status=on_hold']);
  expect(lostValues('sort=-gone&q=', understood(''))).toEqual(['sort=-gone']);
});
