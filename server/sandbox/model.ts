import * as v from 'valibot';
import { MINUTE_MS, SECOND_MS } from '../../src/core/lib/time-units';

/** The same moment (epoch ms) without fractions of a second. */
export function wholeSeconds(at: number): number {
  return Math.floor(at / SECOND_MS) * SECOND_MS;
}

/*
 * The rows of the sandbox's file. Times are epoch milliseconds; those that an answer shows are whole seconds,
 * because the documents show no fractions and a shown time must not differ from the one that decides.
 */

/** A backup; while it runs, its end is already decided. */
export interface BackupRow {
  readonly id: number;
  readonly serverId: number;
  readonly type: 'manual' | 'automatic';
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly sizeMb: number | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly description: string;
  /** When a running one ends, how, and its size then; null for a finished one. */
  readonly endsAt: number | null;
  readonly endsAs: 'completed' | 'failed' | null;
  readonly finalSizeMb: number | null;
}

/** A server, with the size that its backups usually have. */
export interface ServerRow {
  readonly id: number;
  readonly name: string;
  /** False: removed from the account, only its backups are left. */
  readonly isListed: boolean;
  readonly hostname: string;
  readonly status: string;
  readonly ipAddress: string;
  readonly location: string;
  readonly plan: Plan;
  readonly os: { readonly id: number; readonly name: string };
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly usualSizeMb: number;
  /** The moment of `usualSizeMb`, from which it grows (or shrinks back into the past). */
  readonly sizedAt: number;
  readonly growthMbPerDay: number;
}

export interface Plan {
  readonly id: number;
  readonly name: string;
  readonly vcpus: number;
  /** MB. */
  readonly memory: number;
  /** GB. */
  readonly storage: number;
}

/** When automatic backups of a server run. Runs are counted from `anchorAt`, the planned moment of run 0. */
export const scheduleSchema = v.object({
  serverId: v.number(),
  intervalMs: v.pipe(v.number(), v.minValue(MINUTE_MS)),
  anchorAt: v.number(),
  /** Runs start up to this much later than planned. */
  jitterMs: v.number(),
  retentionMs: v.number(),
  description: v.string(),
  /** Runs from this one on, up to (not including) `skipUntilRun`, do not take place; null: all do. */
  skipFromRun: v.nullable(v.number()),
  /** Null: the schedule stays stopped. */
  skipUntilRun: v.nullable(v.number()),
  /** Runs from this one on fail; null: none does. */
  failFromRun: v.nullable(v.number()),
  /** The first run that has not been simulated yet. */
  nextRun: v.number(),
  usualSizeMb: v.number(),
  sizedAt: v.number(),
  growthMbPerDay: v.number(),
});
export type Schedule = v.InferOutput<typeof scheduleSchema>;

export const targetServerSchema = v.object({
  id: v.number(),
  name: v.string(),
  /** As the Servers API shows it now. */
  status: v.string(),
  usualSizeMb: v.number(),
  sizedAt: v.number(),
  growthMbPerDay: v.number(),
});
export type TargetServer = v.InferOutput<typeof targetServerSchema>;

/** How large a generated fleet is to be. */
export const fleetSizeSchema = v.object({
  servers: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000)),
  backups: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});
export type FleetSize = Readonly<v.InferOutput<typeof fleetSizeSchema>>;

export interface Fleet {
  readonly servers: readonly ServerRow[];
  readonly schedules: readonly Schedule[];
  readonly backups: readonly BackupRow[];
}
