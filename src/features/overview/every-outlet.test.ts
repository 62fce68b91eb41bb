import { QueryClient } from '@tanstack/react-query';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { checkResult } from '../../../server/check/result';
import { SILENT_LOG } from '../../../server/http/log';
import { readFleet } from '../../../server/provider/read-fleet';
import { fleetUpstream, listOf } from '../../../server/testing/provider/fleet-upstream';
import { runWatchCheck } from '../../../server/watch/alerts/watch-check';
import { fleetMetrics } from '../../../server/watch/metrics/fleet-metrics';
import { fleetAtOnce } from '../../components/fleet/fleet-work';
import { createI18n } from '../../components/i18n/i18n-provider';
import { type Agreements, agreementsOf, agreementsSchema } from '../../core/agreements/agreement';
import { withIgnored } from '../../core/agreements/ignored';
import { backupSchema } from '../../core/contract/schema';
import { serverSchema } from '../../core/contract/schema-server';
import type { CheckReport } from '../../core/contract/schema-watch';
import { alertLevelOf, INITIAL_WATCH_STATE, type WatchState } from '../../core/fleet/alerts';
import { needsAttention } from '../../core/fleet/fleet';
import { loadLanguage } from '../../core/text/language';
import { verdictText } from '../../core/text/verdict-text';
import { aList } from '../../testing/fleets/backups';
import { NOW } from '../../testing/fleets/protection';
import { type RandomFleet, randomFleetArbitrary } from '../../testing/fleets/random-fleets';
import { type SecondVerdict, secondVerdicts } from '../../testing/fleets/second-judge';
import { fc, runsOr } from '../../testing/properties';
import { fleetLevel } from './fleet-signal';

const en = createI18n(await loadLanguage('en'), 'utc');

function wireServers({ servers }: RandomFleet) {
  return servers.filter(({ isGone }) => !isGone).map(({ id, name, status }) => ({ id, name, status }));
}

/** As pages judge: the Overview and its wall, the server page, the tab. */
function pages(fleet: RandomFleet, agreements: Agreements) {
  const backups = fleet.servers.flatMap((server) => server.backups.map((one) => v.parse(backupSchema, one)));
  const listed = wireServers(fleet).map((server) => v.parse(serverSchema, server));
  const shown = fleetAtOnce({
    client: new QueryClient(),
    list: aList(backups),
    servers: { servers: listed, expectedCount: listed.length, skippedCount: 0, isComplete: true },
    agreements,
    nowMs: NOW,
    failedSinceMs: NOW,
  });
  if (shown === null) throw new Error('The fleet is too large.');
  return shown;
}

/** As alerts, metrics and the check judge, without a browser. */
async function watched(fleet: RandomFleet, agreements: Agreements) {
  const reading = await readFleet({
    upstream: fleetUpstream({
      backups: () => listOf(fleet.servers.flatMap(({ backups }) => backups)),
      servers: () => listOf(wireServers(fleet)),
    }),
    signal: new AbortController().signal,
    now: () => NOW,
    readAgreements: async () => agreements,
  });
  if (reading.kind === 'blind') throw new Error(reading.reason);
  return reading;
}

/** One check of the watch: its report, what it remembers, and whether the ping address hears of success. */
async function alerts(reading: Awaited<ReturnType<typeof watched>>) {
  const seen: { report?: CheckReport; memory?: WatchState; isGood?: boolean } = {};
  await runWatchCheck({
    settings: {
      webhook: { url: 'http://127.0.0.1', secret: null },
      pingUrl: '',
      intervalMs: 1,
      ignored: new Set(),
    },
    store: {
      turn: async ({ report }, next) => {
        if (report !== null) seen.report = report;
        seen.memory = next(INITIAL_WATCH_STATE).memory;
      },
      noteCheck: async () => {},
    },
    readFleet: async () => reading,
    sender: {
      compose: () => ({ id: 'alert', body: '' }),
      ping: async (isGood) => {
        seen.isGood = isGood;
        return { status: 200, problem: null, retryAfterMs: null };
      },
    },
    now: () => NOW,
    log: SILENT_LOG,
    signal: new AbortController().signal,
  });
  return seen;
}

const byId = <T>(entries: readonly (readonly [id: unknown, value: T])[]) =>
  Object.fromEntries(entries.map(([id, value]) => [String(id), value]));

const WARNING = new Set(['late', 'tooFew', 'shortReach', 'expiring', 'old']);
const levelOf = ({ state, isInError }: SecondVerdict) =>
  isInError ? 'bad' : state === 'protected' ? 'ok' : WARNING.has(state) ? 'warn' : 'bad';
const worst = (levels: readonly string[]) =>
  levels.includes('bad') ? 'bad' : levels.includes('warn') ? 'warn' : 'ok';

describe('agreements', () => {
  it('have the same effect on every page, in alerts, in metrics and in the check', async () => {
    await fc.assert(
      fc.asyncProperty(randomFleetArbitrary, async (fleet) => {
        const verdicts = secondVerdicts(fleet, NOW);
        const count = (of: (one: SecondVerdict) => boolean) => verdicts.filter(of).length;
        const attention = count((one) => one.needsAttention);
        const acknowledged = count(({ standing }) => standing === 'acknowledged');
        const unwatched = count(({ standing }) => standing === 'unwatched');
        const awaited = byId(verdicts.map(({ id, state, standing }) => [id, [state, standing]]));
        const agreements = agreementsOf(v.parse(agreementsSchema, fleet.agreements));

        const shown = pages(fleet, agreements);
        const present = shown.servers.filter(({ isGone }) => !isGone);
        expect(
          byId(present.map(({ id, protection, standing }) => [id, [protection.state, standing]])),
        ).toEqual(awaited);
        expect(byId(present.map(({ id, protection }) => [id, protection.goodCount]))).toEqual(
          byId(verdicts.map(({ id, goodIds }) => [id, goodIds.length])),
        );
        expect(
          present
            .filter(needsAttention)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(verdicts.filter((one) => one.needsAttention).map(({ id }) => id));
        expect(shown.summary).toMatchObject({
          serverCount: verdicts.length,
          needsAttentionCount: attention,
          acknowledgedCount: acknowledged,
          unwatchedCount: unwatched,
        });
        expect(fleetLevel(shown.servers)).toBe(
          worst(verdicts.filter(({ standing }) => standing === 'watched').map(levelOf)),
        );
        const heading = verdictText(shown.summary, en);
        expect(heading.includes('acknowledged')).toBe(acknowledged > 0);
        expect(heading.includes('not watched')).toBe(unwatched > 0);

        const reading = await watched(fleet, agreements);
        const lines = (await fleetMetrics(reading))
          .split('\n')
          .filter((line) => line.startsWith('vps_backups_state{'));
        const inMetrics = lines.flatMap((line) => {
          const [, id, state] = /server_id="(\d+)".*state="(\w+)"\} 1$/.exec(line) ?? [];
          return id === undefined ? [] : [[id, state] as const];
        });
        expect(byId(inMetrics)).toEqual(
          byId(verdicts.map(({ id, state, standing }) => [id, standing === 'watched' ? state : standing])),
        );

        const left = verdicts.filter(({ standing }) => standing !== 'unwatched');
        const options = { servers: [], ignored: [] };
        const checked = checkResult(reading, { options, isDemo: false });
        expect(
          byId(checked.servers.map(({ id, protection, standing }) => [id, [protection.state, standing]])),
        ).toEqual(byId(left.map(({ id, state, standing }) => [id, [state, standing]])));
        const loudest = worst(left.filter(({ standing }) => standing === 'watched').map(levelOf));
        const status = { bad: 'critical', warn: 'warning', ok: 'ok' }[loudest];
        expect(checked).toMatchObject({
          attentionCount: attention,
          status: left.length === 0 ? 'unknown' : status,
        });
        if (left.length > 0) expect(checked.headline).toBe(`${heading}.`);

        const { isGood, memory, report } = await alerts(reading);
        expect(report).toMatchObject({ attention_count: attention, server_count: left.length });
        expect(
          byId(
            [...(memory?.servers ?? [])].map(([key, one]) => [key, [one.notified, one.isSilenced ?? false]]),
          ),
        ).toEqual(
          byId(
            left.map(({ id, state, isInError, standing }) => [
              id,
              [alertLevelOf(state, { status: isInError ? 'error' : 'active' }), standing === 'acknowledged'],
            ]),
          ),
        );
        expect(isGood).toBe(left.length > 0 && loudest !== 'bad');
      }),
      runsOr(250),
    );
  }, 60_000);

  it('give way to WATCH_IGNORE everywhere', async () => {
    await fc.assert(
      fc.asyncProperty(randomFleetArbitrary, fc.boolean(), async (fleet, isByName) => {
        const named = fleet.servers.find(({ isGone }) => !isGone);
        fc.pre(named !== undefined);
        const key = String(named.id);
        const wanted = isByName ? named.name.toLowerCase() : `#${key}`;
        const agreed = agreementsOf(v.parse(agreementsSchema, fleet.agreements));
        const agreements = withIgnored(agreed, new Set([wanted]));
        const isLeftOut = { standing: 'unwatched', agreement: { isIgnored: true } };
        expect(pages(fleet, agreements).servers.find((one) => one.key === key)).toMatchObject(isLeftOut);
        const reading = await watched(fleet, agreements);
        expect(reading.servers.find((one) => one.key === key)).toMatchObject(isLeftOut);
        expect((await alerts(reading)).memory?.servers.has(key)).toBe(false);
        expect(await fleetMetrics(reading)).toMatch(
          new RegExp(`^vps_backups_state\\{.*server_id="${key}".*state="unwatched"\\} 1$`, 'm'),
        );
        const check = checkResult(reading, { options: { servers: [], ignored: [] }, isDemo: false });
        expect(check.servers.map((one) => one.key)).not.toContain(key);
      }),
      { numRuns: 50 },
    );
  });
});
