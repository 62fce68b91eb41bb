import type { PLANS, SYSTEMS } from './catalog';

/** The description of a demo server; all times are relative to the creation of the fleet. */
export interface ServerSpec {
  readonly id: number;
  readonly name: string;
  /** `<name>.example.com` by default. */
  readonly hostname?: string;
  /** `active` by default. */
  readonly status?: 'active' | 'stopped' | 'suspended';
  readonly ipAddress: string;
  readonly location: string;
  readonly plan: keyof typeof PLANS;
  readonly os: keyof typeof SYSTEMS;
  /** Age of the server. */
  readonly ageDays: number;
  /** Current size of a backup. */
  readonly sizeMb: number;
  readonly growthMbPerDay: number;
  readonly schedule?: ScheduleSpec;
  readonly manual?: readonly ManualSpec[];
  /** Removed from the account; only its backups remain. */
  readonly isGone?: true;
}

/** The automatic backups of a server. `runsAgo` counts back from the newest run that took place (0). */
export interface ScheduleSpec {
  readonly everyHours: number;
  /** The newest planned run: at a time of day (UTC), or hours before the fleet is made. */
  readonly newest: { readonly at: string; readonly daysAgo?: number } | { readonly hoursAgo: number };
  readonly description: string;
  /** Runs start up to this much later than planned. Default 9. */
  readonly jitterMinutes?: number;
  /** Default: the plan's. */
  readonly retentionHours?: number;
  /** Age of the first run. Default: older than everything that is kept. */
  readonly firstDaysAgo?: number;
  /** This many of the newest runs failed, and all future ones will. */
  readonly failsNewest?: number;
  /** This many of the newest planned runs are missing; future ones are too if `isForever`. */
  readonly skipsNewest?: { readonly runs: number; readonly isForever: boolean };
  /** Runs that differ from the rest. */
  readonly odd?: readonly OddRun[];
}

export interface OddRun {
  readonly runsAgo: number;
  readonly story:
    | { readonly sizeMb: number | null }
    | { readonly sizeFactor: number }
    | 'failed'
    | 'missing'
    | 'usual';
  /** A fixed id, named in documents and screenshots. */
  readonly id?: number;
}

export interface ManualSpec {
  /** A time of day (UTC) at least a day ago, or minutes before the fleet is made. */
  readonly when: { readonly daysAgo: number; readonly at: string } | { readonly minutesAgo: number };
  readonly description: string;
  /** Default: completed. A running one ends this many minutes after the fleet was made. */
  readonly end?: 'failed' | { readonly inMinutes: number };
  readonly sizeMb?: number | null;
  readonly id?: number;
}
