import { act, renderHook } from '@testing-library/react';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../core/backups/durations';

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

/** A newly loaded page: only the stored data is left. */
async function load() {
  vi.resetModules();
  return { ...(await import('./observed-durations')), ...(await import('./remember-duration')) };
}

type Store = Awaited<ReturnType<typeof load>>;
let store: Store;

beforeEach(async () => {
  store = await load();
});

// Unstored data lives in the module, which must not leak into other tests.
afterAll(() => {
  vi.resetModules();
});

const usual = (page: Store, serverKey = '7') =>
  renderHook(() => page.useUsualDuration(serverKey)).result.current;

function rememberAll(page: Store, minutes: readonly number[], serverKey = '7'): void {
  for (const [index, each] of minutes.entries())
    page.rememberDuration(observation(`${index}`, each, serverKey));
}

describe('observed durations', () => {
  it('give a range from the third observation on', () => {
    rememberAll(store, [4, 5]);
    expect(usual(store)).toBeNull();
    rememberAll(store, [4, 5, 6]);
    expect(usual(store)).toMatchObject({ count: 3 });
  });

  it('render as soon as they are stored', () => {
    rememberAll(store, [4, 5]);
    const hook = renderHook(() => store.useUsualDuration('7'));
    expect(hook.result.current).toBeNull();
    act(() => store.rememberDuration(observation('9', 6)));
    expect(hook.result.current?.count).toBe(3);
  });

  it('are kept per server', () => {
    rememberAll(store, [4, 5, 6], '8');
    expect(usual(store)).toBeNull();
    expect(usual(store, '8')).not.toBeNull();
  });

  it('survive a reload', async () => {
    rememberAll(store, [4, 5, 6]);
    expect(usual(await load())).toEqual(usual(store));
  });

  it("count a backup once that two tabs observed, and keep the other tab's observations", async () => {
    const other = await load();
    rememberAll(store, [4, 5]);
    other.rememberDuration(observation('1', 5));
    other.rememberDuration(observation('2', 6));
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toHaveLength(3);
    expect(usual(other)?.count).toBe(3);
  });

  it.each(['{', 'null', '[{"serverKey":7}]', '[{"serverKey":"7","durationMs":-1}]'])(
    'are empty if the storage holds %s',
    async (text) => {
      localStorage.setItem(KEY, text);
      const page = await load();
      expect(usual(page)).toBeNull();
      rememberAll(page, [4, 5, 6]);
      expect(usual(page)?.count).toBe(3);
    },
  );

  it('last until the page is left if the browser stores nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    rememberAll(store, [4, 5, 6]);
    expect(usual(store)?.count).toBe(3);
  });
});
