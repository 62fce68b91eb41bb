import { describe, expect, it, vi } from 'vitest';
import { type Action, bestOf, candidates, NO_WORDS, withIdFrom, withIdIn, withIds } from './find';
import { queryOf, targetOf } from './match';

interface Named {
  readonly name: string;
  readonly target: ReturnType<typeof targetOf>;
}

const named = (name: string): Named => ({ name, target: targetOf(name) });
const act = (words: string): Action<Named, string> => ({
  target: words === '' ? NO_WORDS : targetOf(words),
  // A server that is gone cannot be backed up.
  of: ({ name }) => (words === 'Back up' && name === 'gone-01' ? null : `${words} ${name}`.trim()),
});

const PAGES = ['Backups', 'Settings'].map(named);
const SERVERS = ['db-01', 'gone-01', 'web-01', 'web-02'].map(named);
const ACTIONS = ['', 'Back up', 'Restore newest good of'].map(act);

function find(text: string, max = 20) {
  const query = queryOf(text);
  const all = [...candidates(query, PAGES, [act('')]), ...candidates(query, SERVERS, ACTIONS)];
  return bestOf(all, max);
}

describe('actions and their servers', () => {
  it.each([
    ['web-01', ['web-01', 'Back up web-01', 'Restore newest good of web-01']],
    ['restore web-01', ['Restore newest good of web-01']],
    ['web restore', ['Restore newest good of web-01', 'Restore newest good of web-02']],
    ['backup', ['Backups', 'Back up db-01', 'Back up web-01', 'Back up web-02']],
    ['back up gone', []],
    ['settings', ['Settings']],
    ['back up nothing', []],
    ['', []],
  ])('%j finds %j', (text, found) => {
    expect(find(text)).toEqual({ shown: found, isCut: false });
  });

  it('says that there are more than it gives', () => {
    expect(find('01', 2)).toEqual({ shown: ['db-01', 'gone-01'], isCut: true });
    expect(find('backup', 4)).toMatchObject({ isCut: false });
  });
});

describe('ids', () => {
  const entries = withIds([1, 12, 123, '123', 1234, 'a1b2-c3', 12_345].map((id) => ({ id })));
  const ids = (found: readonly { id: number | string }[]) => found.map(({ id }) => id);

  it.each([
    ['123', [123, '123'], [1234, 12_345]],
    ['#123', [123, '123'], [1234, 12_345]],
    [' # 123 ', [123, '123'], [1234, 12_345]],
    ['restore #12', [12], []],
    ['A1B2-C3', ['a1b2-c3'], []],
    ['#a1b2', [], ['a1b2-c3']],
    ['a1b2', [], []],
    ['12345678901234567890', [], []],
    ['#', [], []],
    ['', [], []],
  ])('%j is %j, and the beginning of %j', (text, same, longer) => {
    expect(ids(withIdIn(text, entries))).toEqual(same);
    expect(ids(withIdFrom(text, entries, 5))).toEqual(longer);
  });

  it('are at most as many as wanted', () => {
    expect(ids(withIdFrom('1', entries, 2))).toEqual([12, 123]);
  });
});

it('makes only what is shown, however many servers there are', () => {
  const servers = Array.from({ length: 2000 }, (_, at) => named(`web-server-${at}.eu-west.example.com`));
  const made = vi.fn((one: Named) => one.name);
  const found = candidates(queryOf('restore web'), servers, [{ ...act('Restore newest good of'), of: made }]);
  expect(found).toHaveLength(2000);
  expect(bestOf(found, 50)).toMatchObject({ isCut: true });
  // One more tells that there are more.
  expect(made).toHaveBeenCalledTimes(51);
});
