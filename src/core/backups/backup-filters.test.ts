import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import {
  type BackupFilters,
  countActiveFilters,
  DEFAULT_FILTERS,
  parseFilters,
  serializeFilters,
} from './backup-filters';
import { createBackupIndex } from './backup-index';
import { SORT_KEYS } from './backup-sort';

function parse(query: string): BackupFilters {
  return parseFilters(new URLSearchParams(query));
}

function filters(changes: Partial<BackupFilters>): BackupFilters {
  return { ...DEFAULT_FILTERS, ...changes };
}

const dayArbitrary = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filtersArbitrary: fc.Arbitrary<BackupFilters> = fc.record({
  serverKey: fc.option(fc.string({ minLength: 1, maxLength: 64, unit: 'binary-ascii' })),
  type: fc.constantFrom(null, 'manual', 'automatic'),
  status: fc.constantFrom(null, 'completed', 'in_progress', 'failed'),
  text: fc.string({ maxLength: 60, unit: 'grapheme' }).filter((text) => text.length <= 200),
  from: fc.option(dayArbitrary),
  to: fc.option(dayArbitrary),
  sort: fc.record({ key: fc.constantFrom(...SORT_KEYS), direction: fc.constantFrom('asc', 'desc') }),
});

describe('parseFilters', () => {
  it('reads the link of the product description', () => {
    expect(
      parse('server=12345&type=manual&status=completed&q=update&from=2025-01-01&to=2025-01-31&sort=-created'),
    ).toEqual({
      serverKey: '12345',
      type: 'manual',
      status: 'completed',
      text: 'update',
      from: '2025-01-01',
      to: '2025-01-31',
      sort: { key: 'created', direction: 'desc' },
    });
  });

  it.each([
    '',
    'colour=red&page=2',
    'server=&type=&status=&q=&from=&to=&sort=',
    `server=${'1'.repeat(65)}`,
    'type=banana&status=COMPLETED',
    'from=2025-02-30&to=2025-13-01',
    'from=2025-1-1&to=yesterday',
    'from=0000-00-00&to=1969-12-31',
    'sort=banana',
    'sort=--created',
    'sort=-constructor',
  ])('drops invalid values: "%s"', (query) => {
    expect(parse(query)).toEqual(DEFAULT_FILTERS);
  });

  it.each([
    ['sort=size', { key: 'size', direction: 'asc' }],
    ['sort=-size', { key: 'size', direction: 'desc' }],
    ['sort=created', { key: 'created', direction: 'asc' }],
  ])('%s', (query, sort) => {
    expect(parse(query).sort).toEqual(sort);
  });

  it('takes the first of repeated values', () => {
    expect(parse('type=manual&type=automatic').type).toBe('manual');
  });

  it('cuts text at 200, never inside a character', () => {
    expect(parse(`q=${'a'.repeat(300)}`).text).toBe('a'.repeat(200));
    expect(parse(`q=${'a'.repeat(199)}😀`).text).toBe('a'.repeat(199));
  });

  it('keeps a filter on an undocumented status that is in the list', () => {
    const { filterValues: words } = createBackupIndex([aBackup({ status: 'pending', type: 'weekly' })]);
    const params = new URLSearchParams('status=pending&type=weekly');
    expect(parseFilters(params, words)).toEqual(filters({ status: 'pending', type: 'weekly' }));
    expect(words.statuses).toEqual(['completed', 'in_progress', 'failed', 'pending']);
  });

  it('never throws for any URL', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 30 }));
    const key = fc.constantFrom('server', 'type', 'status', 'q', 'from', 'to', 'sort', 'other');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), value, (pairs, raw) => {
        parse(raw);
        const read = parseFilters(new URLSearchParams(pairs));
        // What was read is valid, so a link made of it means the same.
        expect(parseFilters(serializeFilters(read))).toEqual(read);
      }),
    );
  });
});

describe('serializeFilters', () => {
  it('omits defaults', () => {
    expect(serializeFilters(DEFAULT_FILTERS).toString()).toBe('');
  });

  it('writes keys in one order', () => {
    const all = 'server=1&type=manual&status=failed&q=a+b&from=2025-01-01&to=2025-01-02&sort=size';
    const shuffled = all.split('&').reverse().join('&');
    expect(serializeFilters(parse(shuffled)).toString()).toBe(all);
  });

  it('is read back as the same filters', () => {
    fc.assert(
      fc.property(filtersArbitrary, (valid) => {
        const link = serializeFilters(valid).toString();
        expect(parse(link)).toEqual(valid);
      }),
    );
  });
});

describe('countActiveFilters', () => {
  it.each([
    ['', 0],
    ['q=+++', 0],
    ['sort=size', 0],
    ['q=x', 1],
    ['from=2025-01-01&to=2025-01-31', 1],
    ['server=1&type=manual&status=failed&q=x&to=2025-01-31', 5],
  ])('"%s" → %i', (query, count) => {
    expect(countActiveFilters(parse(query))).toBe(count);
  });
});
