import type { PLANS, SYSTEMS } from './catalog';

/** A server of a fleet as a person describes it: everything is told relative to the moment when the fleet is made. */
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
  /** How long ago the server was made. */
  readonly ageDays: number;
  /** The size that its backups have now. */
  readonly sizeMb: number;
  readonly growthMbPerDay: number;
  readonly schedule?: ScheduleSpec;
  readonly manual?: readonly ManualSpec[];
  /** Gone from the account; only its backups are left. */
  readonly isGone?: true;
}

/** The automatic backups of a server. "Ago" counts runs back from the newest that took place (0). */
export interface ScheduleSpec {
  readonly everyHours: number;
  /** The newest planned run: at a time of day (UTC), or so many hours before the fleet is made. */
  readonly newest: { readonly at: string; readonly daysAgo?: number } | { readonly hoursAgo: number };
  readonly description: string;
  /** Runs start up to so much later than planned; 9 minutes by default. */
  readonly jitterMinutes?: number;
  /** That of the plan by default. */
  readonly retentionHours?: number;
  /** The first run was so long ago; before everything that is kept by default. */
  readonly firstDaysAgo?: number;
  /** So many of the newest runs failed, and every one to come will fail. */
  readonly failsNewest?: number;
  /** So many of the newest planned runs did not take place; and none will any more, or all will again. */
  readonly skipsNewest?: { readonly runs: number; readonly isForever: boolean };
  /** Runs with a story of their own. */
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
  /** An id that documents and screenshots name. */
  readonly id?: number;
}

export interface ManualSpec {
  /** A time of day (UTC) at least a day ago, or minutes before the fleet is made. */
  readonly when: { readonly daysAgo: number; readonly at: string } | { readonly minutesAgo: number };
  readonly description: string;
  /** Finished well by default; a running one ends so many minutes after the fleet was made. */
  readonly end?: 'failed' | { readonly inMinutes: number };
  readonly sizeMb?: number | null;
  readonly id?: number;
}
