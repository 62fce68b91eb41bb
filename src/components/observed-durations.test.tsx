import { act, renderHook } from '@testing-library/react';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../core/backups/durations';

const KEY = 'vps-backups.durations';
const MINUTE_MS = 60_000;

function observation(backupKey: string, minutes: number, serverKey = '7'): Observation {
  return {
    serverKey,
    backupKey,
    sizeMb: 4000,
    durationMs: minutes * MINUTE_MS,
    observedAtMs: Number(backupKey),
  };
}

/** The page as it is after a load: what the browser stored is there, and nothing else. */
function load() {
  vi.resetModules();
  return import('./observed-durations');
}

type Store = Awaited<ReturnType<typeof load>>;
let store: Store;

beforeEach(async () => {
  store = await load();
});

// What the last page could not store lives in its module, which must not become that of the next file's app.
afterAll(() => {
  vi.resetModules();
});

const usual = (page: Store, serverKey = '7') =>
  renderHook(() => page.useUsualDuration(serverKey)).result.current;

function rememberAll(page: Store, minutes: readonly number[], serverKey = '7'): void {
  for (const [index, each] of minutes.entries())
    page.rememberDuration(observation(`${index}`, each, serverKey));
}

describe('what this browser has watched', () => {
  it('says nothing before the third, and then a range', () => {
    rememberAll(store, [4, 5]);
    expect(usual(store)).toBeNull();
    rememberAll(store, [4, 5, 6]);
    expect(usual(store)).toMatchObject({ count: 3 });
  });

  it('is drawn as soon as it is learned', () => {
    rememberAll(store, [4, 5]);
    const hook = renderHook(() => store.useUsualDuration('7'));
    expect(hook.result.current).toBeNull();
    act(() => store.rememberDuration(observation('9', 6)));
    expect(hook.result.current?.count).toBe(3);
  });

  it('is of each server by itself', () => {
    rememberAll(store, [4, 5, 6], '8');
    expect(usual(store)).toBeNull();
    expect(usual(store, '8')).not.toBeNull();
  });

  it('stays over a reload', async () => {
    rememberAll(store, [4, 5, 6]);
    expect(usual(await load())).toEqual(usual(store));
  });

  it('counts a backup once that two tabs have watched, and keeps what the other tab has learned', async () => {
    const other = await load();
    rememberAll(store, [4, 5]);
    other.rememberDuration(observation('1', 5));
    other.rememberDuration(observation('2', 6));
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toHaveLength(3);
    expect(usual(other)?.count).toBe(3);
  });

  it.each(['{', 'null', '[{"serverKey":7}]', '[{"serverKey":"7","durationMs":-1}]'])(
    'is nothing where the storage holds %s',
    async (text) => {
      localStorage.setItem(KEY, text);
      const page = await load();
      expect(usual(page)).toBeNull();
      rememberAll(page, [4, 5, 6]);
      expect(usual(page)?.count).toBe(3);
    },
  );

  it('lasts as long as the page where the browser stores nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    rememberAll(store, [4, 5, 6]);
    expect(usual(store)?.count).toBe(3);
  });
});
