import { describe, expect, it } from 'vitest';
import { withQueryValues } from '../../components/filters/use-url-filters';
import type { Backup } from '../../core/backups/backup';
import { fleetServers, judgeFleet, worstFirst } from '../../core/fleet/fleet';
import type { Server } from '../../core/servers/server';
import { automatic, FAILED, manual, NOW, series } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import {
  FLEET_SORT_KEYS,
  type FleetFilters,
  type FleetSortKey,
  fleetQueryValues,
  parseFleetFilters,
  STATE_FILTERS,
  selectServers,
} from './fleet-filters';

const by = (key: FleetSortKey, direction: 'asc' | 'desc' = 'asc') => ({ sort: { key, direction } });
const DEFAULTS: FleetFilters = { text: '', state: null, tags: [], isGrouped: false, ...by('state') };

const parse = (query: string) => parseFleetFilters(new URLSearchParams(query));
const write = (change: Partial<FleetFilters>, query = '') =>
  withQueryValues(new URLSearchParams(query), fleetQueryValues({ ...DEFAULTS, ...change })).toString();

describe('filters from the URL', () => {
  it.each<[string, Partial<FleetFilters>]>([
    ['', {}],
    ['q=web&state=late&sort=-newest', { text: 'web', state: 'late', ...by('newest', 'desc') }],
    ['state=attention&sort=server', { state: 'attention', ...by('server') }],
    ['sort=-state', by('state', 'desc')],
    // Broken and unknown values are dropped; valid ones beside them stay.
    ['state=brilliant&q=web', { text: 'web' }],
    ['state=constructor&sort=constructor', {}],
    ['sort=-', {}],
    ['sort=--newest', {}],
    ['sort=NEWEST', {}],
    ['state=late&state=old', { state: 'late' }],
    ['q=%F0%9F', { text: '\ufffd' }],
    ['tag=production,eu&group=tag', { tags: ['production', 'eu'], isGrouped: true }],
    ['tag=,eu,,eu&group=name', { tags: ['eu'] }],
    ['view=wall&dialog=create', {}],
  ])('%s', (query, expected) => {
    expect(parse(query)).toEqual({ ...DEFAULTS, ...expected });
  });

  it('are bounded, and never end in half a character', () => {
    expect(parse(`q=${'x'.repeat(5_000)}`).text).toHaveLength(200);
    expect(parse(`q=${'x'.repeat(199)}🧑`).text).toBe('x'.repeat(199));
  });
});

describe('filters into the URL', () => {
  it.each<[Partial<FleetFilters>, string]>([
    [{}, ''],
    [{ text: 'a b&c' }, 'q=a+b%26c'],
    [{ state: 'attention' }, 'state=attention'],
    [{ tags: ['production', 'eu'] }, 'tag=production%2Ceu'],
    [{ isGrouped: true }, 'group=tag'],
    [by('newest'), 'sort=newest'],
    [by('newest', 'desc'), 'sort=-newest'],
    [by('state', 'desc'), 'sort=-state'],
  ])('%j becomes “%s”', (change, query) => {
    expect(write(change)).toBe(query);
  });

  it('leave other parameters alone, and remove their own at the defaults', () => {
    expect(write({}, 'dialog=create&q=x&state=late&sort=newest')).toBe('dialog=create');
  });

  it('survive a round trip', () => {
    const arbitrary = fc.record({
      text: fc.string({ unit: 'binary', maxLength: 150 }).filter((text) => !/[\uD800-\uDFFF]/.test(text)),
      state: fc.constantFrom(null, ...STATE_FILTERS),
      tags: fc.uniqueArray(fc.stringMatching(/^[a-z ÅŒé-]{1,40}$/), { maxLength: 4 }),
      isGrouped: fc.boolean(),
      sort: fc.record({
        key: fc.constantFrom(...FLEET_SORT_KEYS),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
    });
    fc.assert(
      fc.property(arbitrary, (filters) => {
        const query = withQueryValues(new URLSearchParams('other=1'), fleetQueryValues(filters)).toString();
        expect(parse(query)).toEqual(filters);
      }),
    );
  });
});

function aServer(id: number, name: string, facts: Partial<Server> = {}): Server {
  const unknown = { hostname: null, status: null, ipAddress: null, location: null, plan: null, osName: null };
  return { id, name, ...unknown, createdAt: null, ...facts };
}

const SERVERS = [
  aServer(1, 'web-2', { ipAddress: '203.0.113.10', location: 'eu-ams' }),
  aServer(2, 'web-10', { ipAddress: '203.0.113.11', location: 'us-west', hostname: 'shop.example.com' }),
  aServer(3, 'Büro-Archiv', { location: 'eu-fra' }),
  aServer(4, 'new'),
  aServer(5, 'broken'),
];

const of = (serverId: number, ...backups: readonly Backup[]) =>
  backups.map((backup, index): Backup => ({ ...backup, serverId, id: `${serverId}-${index}` }));

const FLEET = worstFirst(
  judgeFleet(
    fleetServers(
      [
        // Fresh.
        ...of(1, ...series(10, 24, 3)),
        // Late: 40 h old, and so the first to expire. Two slots are taken.
        ...of(2, ...series(10, 24, 40), manual(2, FAILED), manual(4, FAILED)),
        // Old: one manual backup, which never expires.
        ...of(3, manual(300)),
        ...of(5, automatic(3, FAILED)),
      ],
      SERVERS,
      true,
    ),
    NOW,
  ),
);

const select = (change: Partial<FleetFilters> = {}) =>
  selectServers(FLEET, { ...DEFAULTS, ...change }).map(({ name }) => name);

describe('the servers that are shown', () => {
  it('are worst first, and can be reversed', () => {
    expect(select()).toEqual(['new', 'broken', 'web-10', 'Büro-Archiv', 'web-2']);
    expect(select(by('state', 'desc'))).toEqual(['web-2', 'Büro-Archiv', 'web-10', 'broken', 'new']);
  });

  it.each<[FleetFilters['state'], readonly string[]]>([
    ['attention', ['new', 'broken', 'web-10', 'Büro-Archiv']],
    ['protected', ['web-2']],
    ['never', ['new']],
    ['unprotected', ['broken']],
    ['late', ['web-10']],
    ['old', ['Büro-Archiv']],
    ['failing', []],
    ['missed', []],
  ])('are those in the state asked for: %s', (state, names) => {
    expect(select({ state })).toEqual(names);
  });

  it.each<[string, readonly string[]]>([
    ['web', ['web-10', 'web-2']],
    ['  WEB  ', ['web-10', 'web-2']],
    ['buro', ['Büro-Archiv']],
    ['203.0.113.11', ['web-10']],
    ['shop.example', ['web-10']],
    ['eu-', ['Büro-Archiv', 'web-2']],
    ['eu web', ['web-2']],
    ['web nothing', []],
    ['null', []],
    ['.*', []],
  ])('are found by name, address and place, word by word: “%s”', (text, names) => {
    expect(select({ text })).toEqual(names);
  });

  it('are found by the id of the server', () => {
    expect(select({ text: '4' })).toContain('new');
    expect(select({ text: '#4' })).toEqual(['new']);
    expect(select({ text: 'web', state: 'late' })).toEqual(['web-10']);
  });

  it.each<[FleetSortKey, readonly string[]]>([
    ['server', ['broken', 'Büro-Archiv', 'new', 'web-2', 'web-10']],
    // Servers without any are the oldest; equal ones stay ordered by state.
    ['newest', ['web-2', 'web-10', 'Büro-Archiv', 'new', 'broken']],
    ['slots', ['new', 'broken', 'web-2', 'Büro-Archiv', 'web-10']],
    // No good backup at all first, then by expiry, then those that never expire.
    ['exposure', ['new', 'broken', 'web-10', 'web-2', 'Büro-Archiv']],
  ])('are sorted by %s', (key, names) => {
    expect(select(by(key))).toEqual(names);
    expect(select(by(key, 'desc'))).toEqual(names.toReversed());
  });

  it('do not change the order of the fleet itself', () => {
    const before = FLEET.map(({ name }) => name);
    select(by('server', 'desc'));
    expect(FLEET.map(({ name }) => name)).toEqual(before);
  });

  it('sort a backup of unknown expiry before one that never expires', () => {
    const fleet = judgeFleet(
      fleetServers(
        [...of(1, manual(1)), ...of(2, automatic(1, { expiresAt: null })), ...of(3, automatic(1))],
        SERVERS.slice(0, 3),
        true,
      ),
      NOW,
    );
    const names = selectServers(fleet, { ...DEFAULTS, ...by('exposure') }).map(({ name }) => name);
    expect(names).toEqual(['Büro-Archiv', 'web-10', 'web-2']);
  });
});
