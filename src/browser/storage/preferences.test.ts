import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fc } from '../../testing/properties';
import { type Preferences, preferences } from './preferences';

/** As `index.html` reads it. */
const PREFERENCES_KEY = 'vps-backups.preferences';

const DEFAULTS: Preferences = {
  language: 'auto',
  theme: 'system',
  timeZone: 'local',
  density: 'compact',
  hiddenOfBackups: [],
  hiddenOfServers: [],
  isGroupedByTag: false,
  isNotifying: false,
};

const stored = new Map<string, string>();
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, text: string) => void stored.set(key, text),
};

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function isPreferences({ language, theme, timeZone }: Preferences): boolean {
  return (
    ['auto', 'en', 'nl'].includes(language) &&
    ['system', 'light', 'dark'].includes(theme) &&
    ['local', 'utc'].includes(timeZone)
  );
}

/** The preferences for a stored text. */
function parsed(text: string | null): Preferences {
  stored.clear();
  if (text !== null) stored.set(PREFERENCES_KEY, text);
  return preferences.get();
}

describe('stored preferences', () => {
  it.each([
    ['nothing stored', null, DEFAULTS],
    ['empty text', '', DEFAULTS],
    ['no JSON', '{"language":', DEFAULTS],
    ['null', 'null', DEFAULTS],
    ['a number', '42', DEFAULTS],
    ['a text', '"nl"', DEFAULTS],
    ['a list', '["nl"]', DEFAULTS],
    ['an empty object', '{}', DEFAULTS],
    ['one part', '{"language":"nl"}', { ...DEFAULTS, language: 'nl' }],
    [
      'all parts',
      '{"language":"nl","theme":"dark","timeZone":"utc","density":"comfortable","hiddenOfBackups":["size"],"hiddenOfServers":["slots"],"isGroupedByTag":true,"isNotifying":true}',
      {
        language: 'nl',
        theme: 'dark',
        timeZone: 'utc',
        density: 'comfortable',
        hiddenOfBackups: ['size'],
        hiddenOfServers: ['slots'],
        isGroupedByTag: true,
        isNotifying: true,
      },
    ],
    [
      'invalid and valid values',
      '{"language":"fr","theme":"dark","timeZone":7}',
      { ...DEFAULTS, theme: 'dark' },
    ],
    [
      'parts of another version',
      '{"theme":"light","density":"cosy","hiddenOfBackups":7}',
      { ...DEFAULTS, theme: 'light' },
    ],
    [
      'names of object properties',
      '{"__proto__":{"theme":"dark"},"language":"en"}',
      { ...DEFAULTS, language: 'en' },
    ],
  ])('%s', (_name, text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it('gives usable preferences for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(isPreferences(parsed(text))).toBe(true);
      }),
    );
  });

  it('keeps valid values and replaces invalid ones', () => {
    const part = fc.oneof(
      fc.constantFrom('auto', 'en', 'nl', 'system', 'dark', 'local', 'utc'),
      fc.jsonValue(),
    );
    const record = fc.record({ language: part, theme: part, timeZone: part }, { requiredKeys: [] });
    fc.assert(
      fc.property(record, (given) => {
        const read = parsed(JSON.stringify(given));
        expect(isPreferences(read)).toBe(true);
        for (const key of ['language', 'theme', 'timeZone'] as const) {
          expect([given[key], DEFAULTS[key]]).toContainEqual(read[key]);
          if (isPreferences({ ...DEFAULTS, [key]: given[key] })) expect(read[key]).toBe(given[key]);
        }
      }),
    );
  });
});

describe('the preferences of this browser', () => {
  const forbidden = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  /** A fresh copy of the module, as a new page loads it. */
  const openPage = async () => {
    vi.resetModules();
    return import('./preferences');
  };

  it('are kept for the next visit', async () => {
    const first = await openPage();
    expect(first.preferences.get()).toEqual(DEFAULTS);
    expect(first.setPreferences({ language: 'nl' })).toBe(true);
    expect(first.setPreferences({ theme: 'dark' })).toBe(true);
    const next = await openPage();
    expect(next.preferences.get()).toEqual({ ...DEFAULTS, language: 'nl', theme: 'dark' });
  });

  it('last until the page is left if the browser stores nothing, and say so', async () => {
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden });
    const page = await openPage();
    expect(page.preferences.get()).toEqual(DEFAULTS);
    expect(page.setPreferences({ timeZone: 'utc' })).toBe(false);
    expect(page.preferences.get().timeZone).toBe('utc');
  });

  it('follow changes in another tab, ignore other storage keys, and stop when unsubscribed', async () => {
    const target = new EventTarget();
    vi.stubGlobal('window', target);
    const page = await openPage();
    const listener = vi.fn();
    const stop = page.preferences.subscribe(listener);
    const changeInOtherTab = (key: string, text: string) => {
      stored.set(key, text);
      target.dispatchEvent(Object.assign(new Event('storage'), { key }));
    };
    changeInOtherTab('someone.else', '{"language":"en"}');
    expect(listener).not.toHaveBeenCalled();
    changeInOtherTab(PREFERENCES_KEY, '{"language":"nl"}');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(page.preferences.get().language).toBe('nl');
    page.setPreferences({ theme: 'dark' });
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    changeInOtherTab(PREFERENCES_KEY, '{"language":"en"}');
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
