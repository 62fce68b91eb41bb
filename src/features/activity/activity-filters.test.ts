import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { withQueryValues } from '../../components/filters/use-url-filters';
import { ACTIVITY_ACTIONS, ACTIVITY_OUTCOMES } from '../../core/contract/schema-activity';
import { activityExportSchema, activityQuerySchema } from '../../core/contract/schema-activity-requests';
import { englishFormat } from '../../testing/format';
import { fc } from '../../testing/properties';
import {
  type ActivityFilters,
  activityFilterOf,
  activityQueryValues,
  countActivityFilters,
  NO_FILTERS,
  parseActivityFilters,
} from './activity-filters';

const utcDays = englishFormat();

function parse(query: string): ActivityFilters {
  return parseActivityFilters(new URLSearchParams(query));
}

function filters(change: Partial<ActivityFilters>): ActivityFilters {
  return { ...NO_FILTERS, ...change };
}

const dayArbitrary = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filtersArbitrary: fc.Arbitrary<ActivityFilters> = fc.record({
  serverKey: fc.option(fc.string({ minLength: 1, maxLength: 64, unit: 'binary-ascii' })),
  backupKey: fc.option(fc.string({ minLength: 1, maxLength: 64, unit: 'binary-ascii' })),
  action: fc.constantFrom(null, ...ACTIVITY_ACTIONS),
  outcome: fc.constantFrom(null, ...ACTIVITY_OUTCOMES),
  actor: fc.string({ maxLength: 60, unit: 'grapheme' }).filter((text) => text.length <= 200),
  from: fc.option(dayArbitrary),
  to: fc.option(dayArbitrary),
});

describe('a link to a part of the log', () => {
  it('has only the filters that are set', () => {
    expect(
      parse(
        'server=12345&backup=501&action=delete_backup&outcome=refused&actor=ops&from=2025-01-01&to=2025-01-31',
      ),
    ).toEqual({
      serverKey: '12345',
      backupKey: '501',
      action: 'delete_backup',
      outcome: 'refused',
      actor: 'ops',
      from: '2025-01-01',
      to: '2025-01-31',
    });
  });

  it.each([
    '',
    'colour=red&sort=-time&cursor=1',
    'server=&action=&outcome=&actor=&from=&to=',
    `server=${'1'.repeat(65)}&backup=${'1'.repeat(65)}`,
    'action=drop_tables&outcome=SUCCEEDED',
    'action=toString&outcome=constructor',
    'from=2025-02-30&to=2025-13-01',
    'from=yesterday&to=1969-12-31',
  ])('drops what is unknown or broken: %s', (query) => {
    expect(parse(query)).toEqual(NO_FILTERS);
  });

  it('truncates endless text, never inside a character', () => {
    expect(parse(`actor=${'x'.repeat(500)}`).actor).toHaveLength(200);
    const cut = parse(`actor=${encodeURIComponent(`${'x'.repeat(199)}😀`)}`).actor;
    expect(cut).toBe('x'.repeat(199));
  });

  it('means the same when parsed again', () => {
    fc.assert(
      fc.property(filtersArbitrary, (wanted) => {
        const written = withQueryValues(new URLSearchParams(), activityQueryValues(wanted));
        expect(parse(written.toString())).toEqual(wanted);
      }),
    );
  });

  it('never crashes on any text, and always gives filters that the gateway understands', () => {
    const anyQuery = fc.array(
      fc.tuple(fc.constantFrom('server', 'action', 'outcome', 'actor', 'from', 'to', 'x'), fc.string()),
    );
    fc.assert(
      fc.property(anyQuery, (pairs) => {
        const asked = activityFilterOf(parseActivityFilters(new URLSearchParams(pairs)), utcDays);
        expect(v.is(activityQuerySchema, asked)).toBe(true);
      }),
    );
  });

  it('leaves out defaults, and keeps parameters of others', () => {
    const params = new URLSearchParams('dialog=activity:1&server=1&actor=ops');
    expect(withQueryValues(params, activityQueryValues(NO_FILTERS)).toString()).toBe('dialog=activity%3A1');
  });
});

describe('the number of filters', () => {
  it.each<[string, Partial<ActivityFilters>, number]>([
    ['none', {}, 0],
    ['blanks narrow nothing', { actor: '  ' }, 0],
    ['a time range is one', { from: '2025-01-01', to: '2025-01-02' }, 1],
    ['all', { serverKey: '1', action: 'safe_restore', outcome: 'pending', actor: 'a', to: '2025-01-02' }, 5],
  ])('%s', (_case, change, count) => {
    expect(countActivityFilters(filters(change))).toBe(count);
  });
});

describe('the filters sent to the gateway', () => {
  it('include every filter, with days as instants: the last day is part of the range', () => {
    const asked = activityFilterOf(
      filters({
        serverKey: '1',
        action: 'create_backup',
        actor: ' ops ',
        from: '2025-01-01',
        to: '2025-01-31',
      }),
      utcDays,
    );
    expect(asked).toEqual({
      server: '1',
      action: 'create_backup',
      actor: 'ops',
      from: '2025-01-01T00:00:00.000Z',
      to: '2025-02-01T00:00:00.000Z',
    });
  });

  it('cover the days between the two even in reverse order', () => {
    const turned = activityFilterOf(filters({ from: '2025-01-31', to: '2025-01-01' }), utcDays);
    expect(turned).toEqual(activityFilterOf(filters({ from: '2025-01-01', to: '2025-01-31' }), utcDays));
  });

  it('are always accepted, for reading and export', () => {
    fc.assert(
      fc.property(filtersArbitrary, (wanted) => {
        const asked = activityFilterOf(wanted, utcDays);
        expect(v.is(activityQuerySchema, asked)).toBe(true);
        expect(v.is(activityExportSchema, { ...asked, format: 'csv' })).toBe(true);
      }),
    );
  });
});
