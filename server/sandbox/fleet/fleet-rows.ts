import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/lib/time-units';
import { type BackupRow, type Fleet, type Schedule, type ServerRow, wholeSeconds } from '../model';
import { PLANS, SYSTEMS } from './catalog';
import type { ManualSpec, OddRun, ScheduleSpec, ServerSpec } from './fleet-spec';
import type { RandomSource } from './random';
import { dueRuns, type Run, sizeAt } from './schedule';

export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  readonly random: RandomSource;
}

/** A backup without an id yet, or with a required one. */
interface Draft {
  readonly id: number | null;
  readonly row: Omit<BackupRow, 'id'>;
}

/** Runs at one time of day are moved two hours ahead if the fleet is created in the hour after them. */
const QUIET_MS = 75 * MINUTE_MS;
const QUIET_SHIFT_MS = 2 * HOUR_MS;
const ID_MIXING_MS = 36 * HOUR_MS;
const DEFAULT_JITTER_MINUTES = 9;

/**
 * Converts specifications to rows as of one moment. Ids end at `highestId`, and follow the dates only roughly, as at
 * the provider.
 */
export function makeFleet(specs: readonly ServerSpec[], moment: Moment, highestId?: number): Fleet {
  const servers: ServerRow[] = [];
  const schedules: Schedule[] = [];
  const drafts: Draft[] = [];
  for (const spec of specs) {
    const server = serverRow(spec, moment);
    servers.push(server);
    if (spec.schedule !== undefined) {
      const { schedule, runs } = history(spec, spec.schedule, server, moment);
      schedules.push(schedule);
      drafts.push(...automaticDrafts(schedule, runs, spec.schedule.odd ?? [], moment));
    }
    for (const [index, manual] of (spec.manual ?? []).entries()) {
      drafts.push(manualDraft(server, manual, index, moment));
    }
  }
  return { servers, schedules, backups: giveIds(drafts, highestId ?? drafts.length, moment.random) };
}

function serverRow(spec: ServerSpec, { now, random }: Moment): ServerRow {
  const { retentionDays: _, ...plan } = PLANS[spec.plan];
  const createdAt = wholeSeconds(now - spec.ageDays * DAY_MS - random('age', spec.id) * DAY_MS);
  return {
    id: spec.id,
    name: spec.name,
    isListed: spec.isGone !== true,
    hostname: spec.hostname ?? `${spec.name}.example.com`,
    status: spec.status ?? 'active',
    ipAddress: spec.ipAddress,
    location: spec.location,
    plan,
    os: SYSTEMS[spec.os],
    createdAt,
    updatedAt: wholeSeconds(createdAt + (now - createdAt) * random('updated', spec.id)),
    usualSizeMb: spec.sizeMb,
    sizedAt: now,
    growthMbPerDay: spec.growthMbPerDay,
  };
}

/** The schedule of a server, and the runs that are still kept. */
function history(spec: ServerSpec, plan: ScheduleSpec, server: ServerRow, moment: Moment) {
  const intervalMs = plan.everyHours * HOUR_MS;
  const retentionMs = (plan.retentionHours ?? PLANS[spec.plan].retentionDays * 24) * HOUR_MS;
  const newestAt = newestPlannedAt(plan, intervalMs, moment.now);
  const newest = Math.ceil(retentionMs / intervalMs) + 1;
  const skipped = plan.skipsNewest?.runs ?? 0;
  const first =
    plan.firstDaysAgo === undefined ? 0 : newest - Math.floor((plan.firstDaysAgo * DAY_MS) / intervalMs);
  const schedule: Schedule = {
    serverId: server.id,
    intervalMs,
    anchorAt: newestAt - newest * intervalMs,
    jitterMs: (plan.jitterMinutes ?? DEFAULT_JITTER_MINUTES) * MINUTE_MS,
    retentionMs,
    description: plan.description,
    skipFromRun: plan.skipsNewest === undefined ? null : newest + 1 - skipped,
    skipUntilRun: plan.skipsNewest === undefined || plan.skipsNewest.isForever ? null : newest + 1,
    failFromRun: plan.failsNewest === undefined ? null : newest + 1 - skipped - plan.failsNewest,
    nextRun: first,
    usualSizeMb: server.usualSizeMb,
    sizedAt: server.sizedAt,
    growthMbPerDay: server.growthMbPerDay,
  };
  const { runs, nextRun } = dueRuns(schedule, moment.now, { random: moment.random, creationSpeed: 1 });
  return { schedule: { ...schedule, nextRun }, runs };
}

function newestPlannedAt(plan: ScheduleSpec, intervalMs: number, now: number): number {
  if ('hoursAgo' in plan.newest) return wholeSeconds(now - plan.newest.hoursAgo * HOUR_MS);
  let at = timeOfDay(now, plan.newest.daysAgo ?? 0, plan.newest.at);
  while (at > now) at -= intervalMs;
  while (at + intervalMs <= now) at += intervalMs;
  // So that no run is in progress when the fleet is created, and its states are the same at any hour.
  return now - at < QUIET_MS ? at - QUIET_SHIFT_MS : at;
}

function automaticDrafts(
  schedule: Schedule,
  runs: readonly Run[],
  oddRuns: readonly OddRun[],
  { now }: Moment,
): Draft[] {
  const drafts: Draft[] = [];
  for (const [index, run] of runs.entries()) {
    const odd = oddRuns.find((candidate) => candidate.runsAgo === runs.length - 1 - index);
    const story = odd?.story ?? 'usual';
    if (story === 'missing') continue;
    const isFailed = run.isFailing || story === 'failed';
    const isRunning = run.endsAt > now;
    const sizeMb = isFailed ? null : storySize(story, run.sizeMb);
    drafts.push({
      id: odd?.id ?? null,
      row: {
        serverId: schedule.serverId,
        type: 'automatic',
        status: isRunning ? 'in_progress' : isFailed ? 'failed' : 'completed',
        sizeMb: isRunning ? null : sizeMb,
        createdAt: run.startedAt,
        expiresAt: run.startedAt + schedule.retentionMs,
        description: schedule.description,
        endsAt: isRunning ? run.endsAt : null,
        endsAs: isRunning ? (isFailed ? 'failed' : 'completed') : null,
        finalSizeMb: isRunning ? sizeMb : null,
      },
    });
  }
  return drafts;
}

function storySize(story: OddRun['story'], usualMb: number): number | null {
  if (typeof story === 'string') return usualMb;
  return 'sizeMb' in story ? story.sizeMb : Math.max(1, Math.round(usualMb * story.sizeFactor));
}

function manualDraft(server: ServerRow, spec: ManualSpec, index: number, { now, random }: Moment): Draft {
  const createdAt = wholeSeconds(
    'minutesAgo' in spec.when
      ? now - spec.when.minutesAgo * MINUTE_MS
      : timeOfDay(now, spec.when.daysAgo, spec.when.at) + random('second', server.id, index) * MINUTE_MS,
  );
  const usualMb = sizeAt(server, createdAt, random('manual', server.id, -1 - index));
  const sizeMb = spec.end === 'failed' ? null : spec.sizeMb === undefined ? usualMb : spec.sizeMb;
  const endsAt = typeof spec.end === 'object' ? Math.round(now + spec.end.inMinutes * MINUTE_MS) : null;
  return {
    id: spec.id ?? null,
    row: {
      serverId: server.id,
      type: 'manual',
      status: endsAt !== null ? 'in_progress' : spec.end === 'failed' ? 'failed' : 'completed',
      sizeMb: endsAt === null ? sizeMb : null,
      createdAt,
      expiresAt: null,
      description: spec.description,
      endsAt,
      endsAs: endsAt === null ? null : 'completed',
      finalSizeMb: endsAt === null ? null : sizeMb,
    },
  };
}

/** A time of day (`HH:MM`, UTC) on the day of `now`, or `daysAgo` before. */
function timeOfDay(now: number, daysAgo: number, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return Math.floor(now / DAY_MS) * DAY_MS - daysAgo * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
}

function giveIds(drafts: readonly Draft[], highestId: number, random: RandomSource): BackupRow[] {
  const taken = new Set(drafts.map((draft) => draft.id));
  const order = drafts.map((draft, index) => {
    return { draft, key: draft.row.createdAt + random('order', index) * ID_MIXING_MS };
  });
  order.sort((a, b) => b.key - a.key);
  let freeId = highestId;
  return order.map(({ draft }) => {
    if (draft.id !== null) return { id: draft.id, ...draft.row };
    while (taken.has(freeId)) freeId -= 1;
    const id = freeId;
    freeId -= 1;
    return { id, ...draft.row };
  });
}
