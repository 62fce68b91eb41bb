import type { Context, Hono } from 'hono';
import { DAY_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { SPREAD_MS } from '../../src/core/schedules/run';
import type { ScheduleNews } from '../../src/core/schedules/run-under-way';
import type { ScheduleFacts, ScheduleRun } from '../../src/core/schedules/schedule-run';
import { databaseErrorCode } from '../database/error-code';
import type { Leases } from '../database/leases';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import { createEngine, LEASE_MS } from '../operations/engine';
import type { OwnAccess } from '../operations/own-access';
import { paceOf } from '../operations/pace';
import type { Message } from '../watch/alerts/message';
import { type DemoParts, seedDemo } from './demo';
import { createDesk, type ScheduleDesk } from './desk';
import { type ScheduleRoutesOptions, scheduleRoutes } from './routes';
import { runMessage } from './run-message';
import { createRunStore } from './run-store';
import { takeRunTurn } from './run-turn';
import { createScheduleStore } from './schedule-store';
import { readFacts } from './shown';
import { tick } from './ticker';

/** How often the clock is checked. */
const TICK_MS = 5_000;
/** A yearly schedule's runs are remembered until the next one. */
const KEEP_RUNS_MS = 400 * DAY_MS;
/** A tick that takes longer belongs to a dead gateway. */
const TICK_LEASE_MS = MINUTE_MS;

export interface SchedulesOptions {
  readonly database: Database;
  readonly leases: Pick<Leases, 'take'>;
  readonly providerHost: string | null;
  /** Identifies this run of this gateway. */
  readonly holder: string;
  /**
   * The account that runs use; null with sign-in and no service token. Resolves to null until the provider has said
   * whose token it is.
   */
  readonly ownAccess: (() => Promise<OwnAccess | null>) | null;
  /** What a caller may see and do; left out if everybody may do everything. */
  readonly accessOf?: ScheduleRoutesOptions['accessOf'];
  readonly callerOf: ScheduleRoutesOptions['callerOf'];
  /** `READ_ONLY`. */
  readonly isReadOnly: boolean;
  /** Whether a restore of the server is under way in an account. */
  readonly isRestoring: (account: string, serverKey: string) => Promise<boolean>;
  readonly alert: (message: Message) => Promise<void>;
  /** The sandbox is in this process: it is polled often, without jitter. */
  readonly isSandbox: boolean;
  /** Adds schedules to the demo data; none by default. */
  readonly addPast?: DemoParts['addPast'];
  /** The provider's clock, epoch ms. */
  readonly now: () => number;
  readonly log: Log;
  readonly leaseMs?: number;
  readonly beatMs?: number;
}

export interface Schedules {
  readonly routes: Hono<GatewayEnv>;
  /** Whether a schedule is making a backup of the server right now. */
  readonly isInUse: (account: string, serverKey: string) => Promise<boolean>;
  /** For an account the caller belongs to; null for others. */
  readonly news: (c: Context<GatewayEnv>) => Promise<ScheduleNews | null>;
  /** For the metrics. */
  readonly facts: () => Promise<readonly ScheduleFacts[]>;
  /** Starts the ticker: due runs begin, and interrupted ones continue. */
  begin(): Promise<void>;
  /** Starts due runs and polls everything under way, after the sandbox's clock was moved. */
  lookNow(): Promise<void>;
  /** Deletes all schedules and runs: the sandbox starts over. */
  startOver(): Promise<void>;
  stop(): Promise<void>;
}

export function createSchedules(options: SchedulesOptions): Schedules {
  const { ownAccess, isReadOnly, log } = options;
  let running: Running | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;

  /** Null without an account. Once known, it never changes. */
  async function current(): Promise<Running | null> {
    if (running === null && ownAccess !== null) {
      const own = await ownAccess();
      if (own !== null) running ??= createRunning(options, own);
    }
    return running;
  }
  async function begin(): Promise<void> {
    const known = await current();
    if (isStopped || ownAccess === null) return;
    if (known !== null) await known.begin();
    // The provider has not said whose token it is.
    else retry = setTimeout(() => void begin(), TICK_MS);
  }

  const accessOf = options.accessOf ?? (async () => 'all');
  return {
    routes: scheduleRoutes({
      deskOf: async () => (await current())?.desk ?? null,
      accessOf,
      callerOf: options.callerOf,
      off: ownAccess === null ? 'signIn' : isReadOnly ? 'readOnly' : null,
      log,
    }),
    async isInUse(account, serverKey) {
      const known = await current();
      return known?.account === account && (await known.desk.isWriting(serverKey));
    },
    async news(c) {
      const known = await current();
      // With `READ_ONLY` nothing continues.
      if (known === null || isReadOnly || (await accessOf(c)) === 'none') return null;
      return await known.desk.news();
    },
    facts: async () => (await (await current())?.facts()) ?? [],
    begin,
    lookNow: async () => (await current())?.lookNow(),
    startOver: async () => (await current())?.startOver(),
    async stop() {
      isStopped = true;
      if (retry !== null) clearTimeout(retry);
      await running?.stop();
    },
  };
}

interface Running extends Pick<Schedules, 'facts' | 'begin' | 'lookNow' | 'startOver' | 'stop'> {
  readonly account: string;
  readonly desk: ScheduleDesk;
}

function createRunning(options: SchedulesOptions, own: OwnAccess): Running {
  const { database, leases, providerHost, holder, now, log, isSandbox, leaseMs = LEASE_MS } = options;
  const { account, access } = own;
  const isOff = options.isReadOnly;
  const schedules = createScheduleStore(database, providerHost, account);
  const runs = createRunStore({ database, providerHost, account, holder });
  const engine = createEngine({
    ...options,
    paceMs: paceOf(isSandbox),
    keepSettledMs: KEEP_RUNS_MS,
    store: runs,
    takeTurn: (turn) =>
      takeRunTurn(turn, {
        runs,
        schedules,
        account: access,
        isRestoring: (serverKey) => options.isRestoring(account, serverKey),
        alert: sendAlert,
        spreadMs: isSandbox ? 0 : SPREAD_MS,
        now,
      }),
  });
  const parts = { own, schedules, runs, leaseMs, now };
  const desk = createDesk({ ...parts, newId: createTimeIds(), kick: (id) => void engine.kick(id) });
  let timer: ReturnType<typeof setInterval> | null = null;
  let ticking: Promise<readonly string[]> = Promise.resolve([]);

  async function seed(): Promise<void> {
    const { addPast } = options;
    if (addPast !== undefined) await seedDemo({ schedules, runs, addPast, nowMs: now() });
  }

  async function sendAlert(run: ScheduleRun): Promise<void> {
    const message = runMessage(run);
    if (message !== null) await options.alert(message);
  }

  /** One gateway at a time; a run that two would begin has one id. */
  async function tickOnce(): Promise<readonly string[]> {
    try {
      const lease = await leases.take(`schedules ${providerHost ?? ''} ${account}`.trim(), TICK_LEASE_MS);
      if (lease === null) return [];
      try {
        return await tick(parts);
      } finally {
        await lease.end();
      }
    } catch (error) {
      log.event('schedules_delayed', { code: databaseErrorCode(error) });
      return [];
    }
  }
  /** Resolves when everything started waits for the provider. */
  async function beginDue(): Promise<void> {
    ticking = ticking.then(tickOnce);
    await Promise.all((await ticking).map(engine.kick));
  }

  return {
    account,
    desk,
    facts: () => readFacts(schedules, runs, now()),
    async begin() {
      await seed().catch((error: unknown) => {
        log.event('schedules_delayed', { code: databaseErrorCode(error) });
      });
      if (isOff) return;
      await engine.start();
      timer = setInterval(() => void beginDue(), TICK_MS);
      void beginDue();
    },
    async lookNow() {
      if (isOff) return;
      await engine.lookNow();
      await beginDue();
    },
    async startOver() {
      await schedules.clear();
      await runs.clear();
      await seed();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await ticking;
      await engine.stop();
    },
  };
}
