import { describe, expect, it } from 'vitest';
import { NOW, openTrial } from '../sandbox/testing';
import {
  CANNOT_BE_REACHED,
  fleetUpstream,
  HANGS,
  type ListResponder,
  listOf,
  type ProviderAnswers,
  refusedWith,
  wireBackup,
} from '../testing/provider/fleet-upstream';
import { type FleetRead, type FleetReading, readFleet } from './read-fleet';
import { createUpstream } from './upstream';

const HOUR_MS = 3_600_000;
const WEB = { id: 1, name: 'web' };
const DB = { id: 2, name: 'db' };

/** Dailies of the last five days, the newest `hoursAgo`. */
const dailies = (server: typeof WEB, hoursAgo = 3, nowMs = NOW) =>
  [0, 1, 2, 3, 4].map((days) =>
    wireBackup(server.id * 100 + days, server, nowMs - (hoursAgo + 24 * days) * HOUR_MS),
  );

function read(answers: ProviderAnswers, signal = new AbortController().signal): Promise<FleetReading> {
  return readFleet({ upstream: fleetUpstream(answers), signal, now: () => NOW });
}

function stateOf(reading: FleetReading): Readonly<Record<string, string>> {
  return Object.fromEntries(asRead(reading).servers.map(({ name, protection }) => [name, protection.state]));
}

function asRead(reading: FleetReading): FleetRead {
  if (reading.kind === 'blind') throw new Error(reading.reason);
  return reading;
}

describe('a fleet that could be read', () => {
  it('has every server judged, those without a backup included', async () => {
    const reading = await read({
      backups: () => listOf([...dailies(WEB), ...dailies(DB, 60)]),
      servers: () => listOf([WEB, DB, { id: 3, name: 'new' }]),
    });
    expect(stateOf(reading)).toEqual({ web: 'protected', db: 'missed', new: 'never' });
    expect(reading).toMatchObject({
      isComplete: true,
      missing: null,
      serversKnown: true,
      readAtMs: NOW,
      judgedAtMs: NOW,
    });
  });

  it('does not conclude from a partial list that a server has no backup', async () => {
    const answers = { backups: () => listOf(dailies(WEB), { count: 9 }), servers: () => listOf([WEB, DB]) };
    const db = asRead(await read(answers)).servers.find(({ name }) => name === 'db');
    expect(db?.protection.reasons).toEqual([{ code: 'noneReceived' }]);
  });

  it('is read page by page, of both lists', async () => {
    const paged =
      (entries: readonly unknown[]): ListResponder =>
      (query) => {
        const page = Number(query.get('page') ?? '1');
        const next = page < entries.length ? `https://elsewhere.example/?page=${page + 1}` : null;
        return listOf(entries.slice(page - 1, page), { count: entries.length, next });
      };
    const upstream = fleetUpstream({ backups: paged(dailies(WEB)), servers: paged([WEB, DB]) });
    const reading = await readFleet({ upstream, signal: new AbortController().signal, now: () => NOW });
    expect(stateOf(reading)).toEqual({ web: 'protected', db: 'never' });
    expect(upstream.asked).toHaveLength(7);
    expect(reading).toMatchObject({ isComplete: true });
  });

  it('marks the servers that are gone', async () => {
    const reading = asRead(
      await read({ backups: () => listOf([...dailies(WEB), ...dailies(DB)]), servers: () => listOf([WEB]) }),
    );
    expect(reading.servers.map(({ name }) => name)).toEqual(['web']);
    expect(reading.gone.map(({ name }) => name)).toEqual(['db']);
  });

  it.each([403, 404])('says that servers without a backup cannot be seen after %d', async (status) => {
    const reading = await read({ backups: () => listOf(dailies(WEB)), servers: refusedWith(status) });
    expect(stateOf(reading)).toEqual({ web: 'protected' });
    expect(reading).toMatchObject({ isComplete: true, serversKnown: false, gone: [] });
  });
});

describe('a partial list is never taken for a complete one', () => {
  it.each<[string, ProviderAnswers, RegExp]>([
    [
      'fewer backups than counted',
      { backups: () => listOf(dailies(WEB), { count: 40 }) },
      /^Only 5 of 40 backups/,
    ],
    ['fewer servers than counted', { servers: () => listOf([WEB], { count: 2 }) }, /^Only 1 of 2 servers/],
    [
      'pages in a circle',
      { backups: () => listOf(dailies(WEB), { next: '?page=2' }) },
      /backups lead in a circle/,
    ],
    ['a backup without an id', { backups: () => listOf([{ server: WEB }]) }, /^1 of the backups could not/],
    ['a server without an id', { servers: () => listOf([{ name: 'web' }]) }, /^1 of the servers could not/],
  ])('%s', async (_name, answers, missing) => {
    const reading = await read({ servers: () => listOf([WEB]), ...answers });
    expect(reading).toMatchObject({
      kind: 'read',
      isComplete: false,
      missing: expect.stringMatching(missing),
    });
  });

  it('calls no server gone because of a partial list of servers', async () => {
    const reading = await read({
      backups: () => listOf(dailies(DB)),
      servers: () => listOf([WEB], { count: 2 }),
    });
    expect(reading).toMatchObject({ gone: [] });
    expect(stateOf(reading)).toEqual({ web: 'never', db: 'protected' });
  });
});

describe('a provider that cannot be read', () => {
  it.each<[string, ProviderAnswers, string, RegExp]>([
    ['cannot be reached', { backups: CANNOT_BE_REACHED }, 'unreachable', /ECONNREFUSED\)\.$/],
    [
      'refuses the token',
      { backups: refusedWith(401, { detail: 'Expired.' }) },
      'unauthorized',
      /says: Expired\.$/,
    ],
    ['forbids the backups', { backups: refusedWith(403) }, 'forbidden', /may not read the list of backups/],
    ['is at another address', { backups: refusedWith(404) }, 'notFound', /\(404\)/],
    ['wants fewer calls', { backups: refusedWith(429) }, 'rateLimited', /429/],
    ['has a fault', { backups: refusedWith(500) }, 'serverError', /500/],
    ['answers with a page', { backups: () => new Response('<html>') }, 'unreadable', /documented form/],
    ['redirects', { backups: () => new Response(null, { status: 302 }) }, 'unreadable', /redirect/],
    [
      'names an odd next page',
      { backups: () => listOf([dailies(WEB)[0]], { next: '?page=x' }) },
      'unreadable',
      /next page/,
    ],
    ['has a fault with the servers', { servers: refusedWith(500) }, 'serverError', /500/],
    ['refuses the token for servers', { servers: refusedWith(401) }, 'unauthorized', /401/],
  ])('%s', async (_name, answers, code, reason) => {
    expect(await read(answers)).toEqual({
      kind: 'blind',
      code,
      reason: expect.stringMatching(reason),
      readAtMs: NOW,
    });
  });

  it('that hangs is given up at the time limit', async () => {
    const limit = new AbortController();
    const reading = read({ backups: HANGS }, limit.signal);
    limit.abort();
    expect(await reading).toMatchObject({ kind: 'blind', code: 'timeout' });
  });
});

describe('the time that ages refer to', () => {
  it.each([
    ['this clock when the two agree', 90_000, NOW],
    ["the provider's when they do not", 3 * 24 * HOUR_MS, NOW + 3 * 24 * HOUR_MS],
  ])('is %s', async (_name, aheadMs, expectedMs) => {
    const reading = asRead(await read({ backups: () => listOf(dailies(WEB), { date: NOW + aheadMs }) }));
    expect(Math.abs(reading.judgedAtMs - expectedMs)).toBeLessThan(2000);
    expect(reading.readAtMs).toBe(NOW);
  });

  it("is the sandbox's, including when its clock is advanced", async () => {
    const { sandbox, now } = openTrial();
    sandbox.update({ advanceMs: 5 * 24 * HOUR_MS });
    const reading = asRead(
      await readFleet({
        upstream: createUpstream({ provider: sandbox, readTimeoutMs: 10_000 }),
        signal: new AbortController().signal,
        now: () => Date.parse(sandbox.state().now),
      }),
    );
    sandbox.close();
    expect(reading.judgedAtMs).toBe(now() + 5 * 24 * HOUR_MS);
    expect(reading.servers.length).toBeGreaterThan(10);
    expect(reading).toMatchObject({ isComplete: true, serversKnown: true });
  });
});
