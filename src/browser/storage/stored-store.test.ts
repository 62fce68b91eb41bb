import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resetStores } from './store';
import { createStoredStore } from './stored-store';

const schema = v.object({ names: v.array(v.string()) });
const FALLBACK = { names: ['nobody'] };
const KEY = 'vps-backups.names';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A storage that can be forbidden or full. */
function fakeStorage(state: { isForbidden?: boolean; isFull?: boolean } = {}) {
  const kept = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (state.isFull) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
  };
  // So that it is restored afterwards.
  vi.stubGlobal('localStorage', storage);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      // Browsers throw when the property is read.
      if (state.isForbidden) throw new DOMException('forbidden', 'SecurityError');
      return storage;
    },
  });
  return { kept, state, value: () => createStoredStore('local', 'names', schema, FALLBACK) };
}

describe('createStoredStore', () => {
  it('starts with the fallback and then gives what was written, to every reader', () => {
    const { value } = fakeStorage();
    const [one, other] = [value(), value()];
    expect(one.get()).toEqual(FALLBACK);
    expect(one.set({ names: ['web'] })).toBe(true);
    expect(one.get()).toEqual({ names: ['web'] });
    expect(other.get()).toEqual({ names: ['web'] });
  });

  it.each([
    ['not JSON', '{names:'],
    ['empty', ''],
    ['another shape', '{"names":"web"}'],
    ['an entry of another type', '{"names":["web",1]}'],
    ['null', 'null'],
  ])('gives the fallback if the storage holds %s', (_name, text) => {
    const { kept, value } = fakeStorage();
    kept.set(KEY, text);
    expect(value().get()).toEqual(FALLBACK);
  });

  it('keeps the value until the page is left if storage is full, and stores it again once it can', () => {
    const { kept, state, value } = fakeStorage({ isFull: true });
    const names = value();
    expect(names.set({ names: ['web'] })).toBe(false);
    expect(names.get()).toEqual({ names: ['web'] });
    expect(kept.size).toBe(0);

    state.isFull = false;
    expect(names.set({ names: ['db'] })).toBe(true);
    expect(kept.get(KEY)).toBe('{"names":["db"]}');
    // From here on changes of other tabs count again.
    kept.set(KEY, '{"names":["other tab"]}');
    expect(names.get()).toEqual({ names: ['other tab'] });
  });

  it('keeps the value until the page is left if storage is forbidden', () => {
    const names = fakeStorage({ isForbidden: true }).value();
    expect(names.get()).toEqual(FALLBACK);
    expect(names.set({ names: ['web'] })).toBe(false);
    expect(names.get()).toEqual({ names: ['web'] });
  });

  it('gives the same object while the stored text is the same, so that nothing renders', () => {
    const { kept, value } = fakeStorage();
    const names = value();
    names.set({ names: ['web'] });
    expect(names.get()).toBe(names.get());
    kept.set(KEY, '{"names":["db"]}');
    expect(names.get()).toEqual({ names: ['db'] });
  });

  it('gives the fallback after clear and resetStores', () => {
    const { kept, value } = fakeStorage();
    const names = value();
    for (const forget of [names.clear, resetStores]) {
      names.set({ names: ['web'] });
      forget();
      expect(names.get()).toEqual(FALLBACK);
      expect(kept.size).toBe(0);
    }
  });
});
