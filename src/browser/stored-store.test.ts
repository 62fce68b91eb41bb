import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { resetStores } from './store';
import { createStoredStore } from './stored-store';

const schema = v.object({ names: v.array(v.string()) });
const FALLBACK = { names: ['nobody'] };

/** A browser's storage, which can be forbidden to read or full. */
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
  const open = () => {
    // Browsers throw when the property itself is read.
    if (state.isForbidden) throw new DOMException('forbidden', 'SecurityError');
    return storage;
  };
  return { kept, state, value: () => createStoredStore(open, 'names', schema, FALLBACK) };
}

describe('a value in the storage of the browser', () => {
  it('is the fallback at first, and then what was written, for other readers as well', () => {
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
  ])('is the fallback where somebody else wrote %s', (_name, text) => {
    const { kept, value } = fakeStorage();
    kept.set('names', text);
    expect(value().get()).toEqual(FALLBACK);
  });

  it('lasts as long as the page where storage is full, and is stored again once it can be', () => {
    const { kept, state, value } = fakeStorage({ isFull: true });
    const names = value();
    expect(names.set({ names: ['web'] })).toBe(false);
    expect(names.get()).toEqual({ names: ['web'] });
    expect(kept.size).toBe(0);

    state.isFull = false;
    expect(names.set({ names: ['db'] })).toBe(true);
    expect(kept.get('names')).toBe('{"names":["db"]}');
    // From here on another tab is listened to again.
    kept.set('names', '{"names":["other tab"]}');
    expect(names.get()).toEqual({ names: ['other tab'] });
  });

  it('lasts as long as the page where storage is forbidden', () => {
    const names = fakeStorage({ isForbidden: true }).value();
    expect(names.get()).toEqual(FALLBACK);
    expect(names.set({ names: ['web'] })).toBe(false);
    expect(names.get()).toEqual({ names: ['web'] });
  });

  it('is the same object while the stored text is the same, so that nothing is drawn anew', () => {
    const { kept, value } = fakeStorage();
    const names = value();
    names.set({ names: ['web'] });
    expect(names.get()).toBe(names.get());
    kept.set('names', '{"names":["db"]}');
    expect(names.get()).toEqual({ names: ['db'] });
  });

  it('is the fallback once it was cleared, or the stores were reset', () => {
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
