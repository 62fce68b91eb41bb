import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fc } from '../testing/properties';
import { PREFERENCES_KEY, type Preferences, parsePreferences } from './preferences';

const DEFAULTS: Preferences = { language: 'auto', theme: 'system', timeZone: 'local', isNotifying: false };

function isPreferences({ language, theme, timeZone }: Preferences): boolean {
  return (
    ['auto', 'en', 'nl'].includes(language) &&
    ['system', 'light', 'dark'].includes(theme) &&
    ['local', 'utc'].includes(timeZone)
  );
}

describe('parsePreferences', () => {
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
      '{"language":"nl","theme":"dark","timeZone":"utc","isNotifying":true}',
      { language: 'nl', theme: 'dark', timeZone: 'utc', isNotifying: true },
    ],
    [
      'broken parts beside good ones',
      '{"language":"fr","theme":"dark","timeZone":7}',
      { ...DEFAULTS, theme: 'dark' },
    ],
    ['parts of another version', '{"theme":"light","density":"compact"}', { ...DEFAULTS, theme: 'light' }],
    [
      "names of objects' own",
      '{"__proto__":{"theme":"dark"},"language":"en"}',
      { ...DEFAULTS, language: 'en' },
    ],
  ])('%s', (_name, text, expected) => {
    expect(parsePreferences(text)).toEqual(expected);
  });

  it('gives usable preferences for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(isPreferences(parsePreferences(text))).toBe(true);
      }),
    );
  });

  it('keeps each good part and replaces each broken one', () => {
    const part = fc.oneof(
      fc.constantFrom('auto', 'en', 'nl', 'system', 'dark', 'local', 'utc'),
      fc.jsonValue(),
    );
    const record = fc.record({ language: part, theme: part, timeZone: part }, { requiredKeys: [] });
    fc.assert(
      fc.property(record, (stored) => {
        const parsed = parsePreferences(JSON.stringify(stored));
        expect(isPreferences(parsed)).toBe(true);
        for (const key of ['language', 'theme', 'timeZone'] as const) {
          expect([stored[key], DEFAULTS[key]]).toContainEqual(parsed[key]);
          if (isPreferences({ ...DEFAULTS, [key]: stored[key] })) expect(parsed[key]).toBe(stored[key]);
        }
      }),
    );
  });
});

describe('the preferences of this browser', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
  };
  const forbidden = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  /** The module as a page that is opened now sees it. */
  const openPage = async () => {
    vi.resetModules();
    return import('./preferences');
  };

  beforeEach(() => {
    stored.clear();
    vi.stubGlobal('localStorage', storage);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('are there again on the next visit', async () => {
    const first = await openPage();
    expect(first.getPreferences()).toEqual(DEFAULTS);
    expect(first.setPreferences({ language: 'nl' })).toBe(true);
    expect(first.setPreferences({ theme: 'dark' })).toBe(true);
    const next = await openPage();
    expect(next.getPreferences()).toEqual({ ...DEFAULTS, language: 'nl', theme: 'dark' });
  });

  it('last for the visit where the browser stores nothing, and say so', async () => {
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden });
    const page = await openPage();
    expect(page.getPreferences()).toEqual(DEFAULTS);
    expect(page.setPreferences({ timeZone: 'utc' })).toBe(false);
    expect(page.getPreferences().timeZone).toBe('utc');
  });

  it('reach whoever listens, until they stop', async () => {
    const page = await openPage();
    const listener = vi.fn();
    const stop = page.subscribePreferences(listener);
    page.setPreferences({ theme: 'light' });
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    page.setPreferences({ theme: 'dark' });
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('follow what another tab chose, and nothing else of the storage', async () => {
    const target = new EventTarget();
    vi.stubGlobal('window', target);
    const page = await openPage();
    page.followOtherTabs();
    const tell = (key: string | null, newValue: string | null) =>
      target.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
    tell(PREFERENCES_KEY, '{"language":"nl"}');
    expect(page.getPreferences().language).toBe('nl');
    tell('someone.else', '{"language":"en"}');
    expect(page.getPreferences().language).toBe('nl');
    tell(PREFERENCES_KEY, null);
    expect(page.getPreferences()).toEqual(DEFAULTS);
  });
});
