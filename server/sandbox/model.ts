import * as v from 'valibot';
import { MINUTE_MS, SECOND_MS } from '../../src/core/lib/time-units';

/** The same moment (epoch ms) without fractions of a second. */
export function wholeSeconds(at: number): number {
  return Math.floor(at / SECOND_MS) * SECOND_MS;
}

/*
 * The rows of the sandbox's file. Times are epoch ms; times that answers contain are whole seconds, as documented, so
 * that a shown time equals the stored one.
 */

/** A backup. Its end is decided when it starts. */
export interface BackupRow {
  readonly id: number;
  readonly serverId: number;
  readonly type: 'manual' | 'automatic';
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly sizeMb: number | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly description: string;
  /** End, outcome and final size of a running backup; null for a finished one. */
  readonly endsAt: number | null;
  readonly endsAs: 'completed' | 'failed' | null;
  readonly finalSizeMb: number | null;
}

/** A server, with the usual size of its backups. */
export interface ServerRow {
  readonly id: number;
  readonly name: string;
  /** False: removed from the account; only its backups remain. */
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
  /** When `usualSizeMb` applies; sizes grow after it and are smaller before. */
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
  /** First skipped run; `skipUntilRun` is exclusive. Null: none is skipped. */
  skipFromRun: v.nullable(v.number()),
  /** Null: the schedule stays stopped. */
  skipUntilRun: v.nullable(v.number()),
  /** First failing run; null: none fails. */
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

/** The size of a generated fleet. */
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
