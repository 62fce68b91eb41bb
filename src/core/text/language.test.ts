import { describe, expect, it } from 'vitest';
import { loadLanguage, resolveLanguage } from './language';

describe('resolveLanguage', () => {
  it.each([
    // A choice counts, whatever the browser speaks.
    ['nl', ['en-GB'], 'nl'],
    ['en', ['nl-NL'], 'en'],
    ['en', [], 'en'],
    // Without a choice the browser's order decides, regions and case aside.
    ['auto', ['nl-NL', 'en-US'], 'nl'],
    ['auto', ['en-US', 'nl-NL'], 'en'],
    ['auto', ['nl'], 'nl'],
    ['auto', ['NL-be'], 'nl'],
    ['auto', ['nl-Latn-SR'], 'nl'],
    // Languages that do not exist here are passed over.
    ['auto', ['de-DE', 'fr', 'nl-BE', 'en'], 'nl'],
    ['auto', ['de-DE', 'fr'], 'en'],
    ['auto', [], 'en'],
    ['auto', [''], 'en'],
    // Only whole subtags count: "nds" is Low German, "enm" Middle English.
    ['auto', ['nds', 'enm', 'nl'], 'nl'],
    ['auto', ['nds'], 'en'],
  ] as const)('choice %s with %j shows %s', (choice, browserLanguages, expected) => {
    expect(resolveLanguage(choice, browserLanguages)).toBe(expected);
  });
});

describe('loadLanguage', () => {
  it('has English messages and months', async () => {
    const pack = await loadLanguage('en');
    expect(pack.language).toBe('en');
    expect(pack.messages['date.months']).toMatch(/^Jan .* Dec$/);
    expect(pack.messages['action.cancel']).toBe('Cancel');
  });

  it('has Dutch messages and months', async () => {
    const pack = await loadLanguage('nl');
    expect(pack.language).toBe('nl');
    expect(pack.messages['date.months']).toMatch(/^jan\. .* dec\.$/);
    expect(pack.messages['action.cancel']).toBe('Annuleren');
  });
});
