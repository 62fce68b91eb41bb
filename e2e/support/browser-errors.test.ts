import { describe, expect, it } from 'vitest';
import { unannounced } from './browser-errors';

const ENTRIES = [
  'console.error: Failed to load resource: 500 (http://127.0.0.1:1/api/v1/backups/)',
  'page error: x',
];

describe('what a test did not announce', () => {
  it('is everything when nothing was announced', () => {
    expect(unannounced(ENTRIES, [])).toEqual(ENTRIES);
  });

  it('leaves out what a text or a pattern covers, however often', () => {
    const pattern = /500.*backups/g;
    const twice = [...ENTRIES, ...ENTRIES];
    expect(unannounced(twice, [pattern, 'page error'])).toEqual([]);
    expect(unannounced(twice, [pattern])).toEqual(['page error: x', 'page error: x']);
  });

  it('takes a text as it is, not as a pattern', () => {
    expect(unannounced(['a.b', 'axb'], ['a.b'])).toEqual(['axb']);
  });
});
