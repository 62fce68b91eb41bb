import type { WireAgreements, WireServerAgreement } from '../../core/agreements/agreement';
import { END_CAUSES } from '../../core/agreements/agreement';
import { noAgreement } from '../../core/agreements/agreement-change';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/lib/time-units';
import { PROTECTION_ORDER } from '../../core/protection/protection-state';
import { fc } from '../properties';
import { NOW } from './protection';

/** A backup as the provider sends it. */
export interface WireBackup {
  readonly id: number;
  readonly server: { readonly id: number; readonly name: string };
  readonly backup_type: 'automatic' | 'manual';
  readonly status: 'completed' | 'failed' | 'in_progress';
  readonly size_mb: number | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly description: string;
}

export interface RandomServer {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  /** A deleted server, of which only backups are left. */
  readonly isGone: boolean;
  /** The interval of its automatic backups, ms; null if they show none. */
  readonly rhythmMs: number | null;
  readonly backups: readonly WireBackup[];
}

export interface RandomFleet {
  readonly servers: readonly RandomServer[];
  readonly agreements: WireAgreements;
}

const RUNS = 14;
const isoAgo = (ms: number) => new Date(NOW - ms).toISOString();
const percent = fc.integer({ min: 0, max: 99 });

/** One attempt of a schedule, newest first. */
const runArbitrary = fc.record({
  /** In percent of an interval and of a size. */
  jitter: fc.integer({ min: -3, max: 3 }),
  grain: fc.integer({ min: -4, max: 4 }),
  isFailed: percent.map((chance) => chance < 12),
  isMissing: percent.map((chance) => chance < 40),
  size: fc.constantFrom('usual', 'usual', 'usual', 'usual', 'usual', 'small', 'large', 'empty', 'unknown'),
});
type Run = typeof runArbitrary extends fc.Arbitrary<infer T> ? T : never;

const SIZES_MB = { usual: 1000, small: 200, large: 4000, empty: 0 } as const;

const serverArbitrary = fc.record({
  kind: fc.constantFrom('regular', 'regular', 'regular', 'regular', 'few', 'none'),
  rhythmMs: fc.constantFrom(6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS),
  /** Age of the newest attempt, in percent of the interval. */
  age: fc.oneof(fc.integer({ min: 1, max: 110 }), fc.integer({ min: 1, max: 320 })),
  failedHead: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 2, 3),
  shrunkHead: fc.constantFrom(0, 0, 0, 1, 2, 3, 4),
  isRunning: percent.map((chance) => chance < 15),
  runs: fc.array(runArbitrary, { minLength: RUNS, maxLength: RUNS }),
  manual: fc.array(
    fc.record({
      ageMs: fc.integer({ min: 1, max: 12 * 24 * 60 }).map((minutes) => minutes * MINUTE_MS),
      keptMs: fc.constantFrom(null, 10 * DAY_MS, 40 * DAY_MS),
      status: fc.constantFrom('completed', 'completed', 'failed', 'in_progress'),
      size: fc.constantFrom(...(['usual', 'small', 'empty', 'unknown'] as const)),
    }),
    { maxLength: 2 },
  ),
  status: fc.constantFrom('active', 'active', 'active', 'active', 'error', 'restoring'),
  isGone: percent.map((chance) => chance < 6),
});

type ServerPlan = typeof serverArbitrary extends fc.Arbitrary<infer T> ? T : never;

function sizeOf(size: Run['size'] | 'usual', grain: number): number | null {
  return size === 'unknown' ? null : Math.round(SIZES_MB[size] * (1 + grain / 100));
}

function serverOf(plan: ServerPlan, index: number): RandomServer {
  const server = { id: index + 1, name: `server-${index + 1}` };
  const { kind, rhythmMs, failedHead, shrunkHead, status } = plan;
  const backups: WireBackup[] = [];
  const add = (backup: Omit<WireBackup, 'id' | 'server' | 'description'>) =>
    backups.push({ id: server.id * 1000 + backups.length, server, description: '', ...backup });
  const planned = kind === 'regular' ? plan.runs : kind === 'few' ? plan.runs.slice(0, 2) : [];
  let completed = 0;
  for (const [at, run] of planned.entries()) {
    // At most every third run is missing, and never the newest.
    if (run.isMissing && at % 3 === 2) continue;
    const ageMs = Math.round(rhythmMs * (plan.age / 100 + at + run.jitter / 100));
    const isFailed = at < failedHead || (at > failedHead && run.isFailed);
    const isShrunk = !isFailed && completed < shrunkHead;
    if (!isFailed) completed += 1;
    const atMs = Math.max(MINUTE_MS, ageMs);
    add({
      backup_type: 'automatic',
      status: isFailed ? 'failed' : 'completed',
      size_mb: isFailed ? null : sizeOf(isShrunk ? 'small' : run.size, run.grain),
      created_at: isoAgo(atMs),
      // With few backups their expiry is unknown, so nothing explains why there are no more.
      expires_at: kind === 'few' ? null : isoAgo(atMs - 20 * rhythmMs),
    });
  }
  if (plan.isRunning && planned.length > 0) {
    const common = { backup_type: 'automatic', status: 'in_progress', size_mb: null } as const;
    add({ ...common, created_at: isoAgo(30_000), expires_at: null });
  }
  for (const { ageMs, keptMs, size, status: outcome } of kind === 'none' && index % 2 === 0
    ? []
    : plan.manual) {
    add({
      backup_type: 'manual',
      status: outcome === 'failed' || outcome === 'in_progress' ? outcome : 'completed',
      size_mb: outcome === 'completed' ? sizeOf(size, 0) : null,
      created_at: isoAgo(ageMs),
      expires_at: keptMs === null ? null : isoAgo(ageMs - keptMs),
    });
  }
  const isGone = plan.isGone && backups.length > 0;
  return { ...server, status, isGone, rhythmMs: kind === 'regular' ? rhythmMs : null, backups };
}

const TAGS = ['web', 'db', 'eu'] as const;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const expectationArbitrary = fc
  .record({
    max_age_hours: fc.constantFrom(null, 2, 13, 26, 30, 50, 200),
    free_days: fc.subarray([...DAYS], { maxLength: 3 }),
    time_zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/Phoenix'),
    min_good: fc.constantFrom(null, 1, 3, 8),
    reach_back_days: fc.constantFrom(null, 1, 5, 40),
  })
  .filter((one) => one.max_age_hours !== null || one.min_good !== null || one.reach_back_days !== null);

const saidArbitrary = fc
  .constantFrom(1, 2, 5, 30, 200)
  .map((hours) => ({ reason: 'Known', at: isoAgo(hours * HOUR_MS), by: null }));

const acknowledgementArbitrary = fc.record({
  said: saidArbitrary,
  state: fc.constantFrom('never', 'failing', 'missed', ...PROTECTION_ORDER),
  is_in_error: fc.boolean(),
  until: fc.constantFrom(null, isoAgo(-DAY_MS), isoAgo(-DAY_MS), isoAgo(HOUR_MS), isoAgo(0)),
  cause: fc.constantFrom(...Array<null>(9).fill(null), ...END_CAUSES),
});
type Known = typeof acknowledgementArbitrary extends fc.Arbitrary<infer T> ? T : never;

function acknowledgementOf({ said, cause, ...known }: Known): WireServerAgreement['acknowledgement'] {
  return { ...said, ...known, ended: cause === null ? null : { cause, at: isoAgo(MINUTE_MS) } };
}

const agreementArbitrary = fc.record({
  expectation: fc.option(expectationArbitrary, { freq: 1 }),
  acknowledgement: fc.option(acknowledgementArbitrary, { freq: 3 }),
  unwatched: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: saidArbitrary }),
  acceptedAt: fc.option(fc.nat({ max: 5 }), { freq: 1 }),
  tags: fc.subarray([...TAGS], { maxLength: 2 }),
});

/** One to five servers with backups up to months old, and agreements about some of them. */
export const randomFleetArbitrary: fc.Arbitrary<RandomFleet> = fc
  .record({
    servers: fc.array(fc.tuple(serverArbitrary, fc.option(agreementArbitrary, { freq: 4 })), {
      minLength: 1,
      maxLength: 5,
    }),
    tags: fc
      .subarray([...TAGS])
      .chain((tags) =>
        fc.tuple(
          ...tags.map((tag) => expectationArbitrary.map((expectation) => ({ tag, version: 1, expectation }))),
        ),
      ),
  })
  .map(({ servers, tags }) => {
    const made = servers.map(([plan, agreed], index) => ({ server: serverOf(plan, index), agreed }));
    const agreements = made.flatMap(({ server, agreed }): WireServerAgreement[] => {
      if (agreed === null) return [];
      const { acceptedAt, acknowledgement, ...others } = agreed;
      const accepted = acceptedAt === null ? undefined : server.backups[acceptedAt];
      return [
        {
          ...noAgreement(server.id),
          ...others,
          version: 1,
          accepted_backup_id: accepted?.id ?? null,
          acknowledgement: acknowledgement && acknowledgementOf(acknowledgement),
        },
      ];
    });
    return {
      servers: made.map(({ server }) => server),
      agreements: { servers: agreements, tags, backups: [] },
    };
  });
