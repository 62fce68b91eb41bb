import { DAY_MS, HOUR_MS } from '../../src/core/lib/time-units';
import { databaseErrorCode } from '../database/error-code';
import type { Log } from '../http/log';
import { Stale } from './held-record';
import type { RecordStore } from './record-store';

/** How long an operation stays with a gateway that does not renew its lease. */
export const LEASE_MS = 20_000;
/** How often this gateway renews its leases, and looks for operations without a holder. */
const BEAT_MS = 5_000;
/** How long an ended operation is kept: its undo is offered until then, and its id starts nothing new. */
const KEEP_SETTLED_MS = 30 * DAY_MS;
const FORGET_EVERY_MS = HOUR_MS;

export interface EnginePace {
  readonly log: Log;
  /** How long to wait after a read, ms. @param looks number of reads in a row */
  readonly paceMs: (looks: number, isUnread: boolean) => number;
  readonly leaseMs?: number;
  readonly beatMs?: number;
}

/** One turn of an operation. */
export interface Turn {
  readonly id: string;
  /** How long to take its lease for, ms. */
  readonly leaseMs: number;
  /** The answers to calls under way are lost. */
  readonly isInterrupted: boolean;
  readonly isStopping: () => boolean;
}

/** `again`: continue at once. `later`: poll again. `unread`: the provider couldn't be read. */
export type TurnEnd = 'again' | 'later' | 'unread' | 'done';

export interface EngineOptions extends EnginePace {
  /** How long an ended operation is kept, ms; a month by default. */
  readonly keepSettledMs?: number;
  readonly store: Pick<
    RecordStore<unknown>,
    'due' | 'extend' | 'release' | 'forgetEarlierRun' | 'forgetSettled'
  >;
  /** Advances an operation as far as it can go now; `done` while another gateway has it. */
  readonly takeTurn: (turn: Turn) => Promise<TurnEnd>;
}

/** One operation that this gateway currently works on. */
interface Drive {
  /** Ends the wait before the next turn. */
  wake: () => void;
  isWoken: boolean;
  /** Called when it waits for the provider, or has ended. */
  waiters: (() => void)[];
}

/**
 * Decides when operations are continued, each by one gateway; it knows only their ids. If a gateway dies, another takes
 * over within {@link LEASE_MS} plus {@link BEAT_MS}; what was announced and not answered is then searched for, and not
 * sent again.
 */
export function createEngine(options: EngineOptions) {
  const { store, log, paceMs, leaseMs = LEASE_MS, beatMs = BEAT_MS } = options;
  const drives = new Map<string, Drive>();
  let isStopping = false;
  let timer: ReturnType<typeof setInterval> | null = null;
  let beat: Promise<void> = Promise.resolve();

  const failed = (error: unknown): void => {
    log.event('operation_delayed', { code: databaseErrorCode(error) });
  };

  async function run(id: string, drive: Drive): Promise<void> {
    let looks = 0;
    let isInterrupted = false;
    while (!isStopping) {
      drive.isWoken = false;
      let end: TurnEnd;
      try {
        end = await options.takeTurn({ id, leaseMs, isInterrupted, isStopping: () => isStopping });
        isInterrupted = false;
      } catch (error) {
        // The answers to calls under way are lost, unless somebody only changed the record.
        isInterrupted = !(error instanceof Stale);
        if (isInterrupted) failed(error);
        end = isInterrupted ? 'unread' : 'again';
      }
      if (end === 'done') break;
      if (end === 'again') continue;
      looks += 1;
      await pause(drive, paceMs(looks, end === 'unread'));
    }
    await store.release(id).catch(failed);
  }

  async function pause(drive: Drive, ms: number): Promise<void> {
    if (drive.isWoken || isStopping) return;
    resolveWaiters(drive);
    await new Promise<void>((resolve) => {
      const waiting = setTimeout(resolve, ms);
      drive.wake = () => {
        drive.isWoken = true;
        clearTimeout(waiting);
        resolve();
      };
    });
  }

  function resolveWaiters(drive: Drive): void {
    for (const resolve of drive.waiters.splice(0)) resolve();
  }

  async function runToEnd(id: string, drive: Drive): Promise<void> {
    do await run(id, drive);
    while (
      // Continued by a person just as it ended.
      drive.isWoken &&
      !isStopping
    );
    drives.delete(id);
    resolveWaiters(drive);
  }

  /** Continues an operation at once. Resolves when it waits for the provider, or has ended. */
  function kick(id: string): Promise<void> {
    if (isStopping) return Promise.resolve();
    const drive = drives.get(id) ?? begin(id);
    drive.wake();
    return new Promise((resolve) => drive.waiters.push(resolve));
  }

  function begin(id: string): Drive {
    const drive: Drive = { wake: () => {}, isWoken: false, waiters: [] };
    drive.wake = () => {
      drive.isWoken = true;
    };
    drives.set(id, drive);
    void runToEnd(id, drive);
    return drive;
  }

  let forgotAtMs = Number.NEGATIVE_INFINITY;
  async function forgetSettled(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - forgotAtMs < FORGET_EVERY_MS) return;
    forgotAtMs = nowMs;
    await store.forgetSettled(options.keepSettledMs ?? KEEP_SETTLED_MS);
  }

  async function lookForDue(): Promise<void> {
    try {
      await forgetSettled();
      await store.extend(leaseMs);
      for (const id of await store.due()) if (!drives.has(id)) begin(id);
    } catch (error) {
      failed(error);
    }
  }

  return {
    kick,
    /** From now on, continues what another run or gateway left behind. */
    async start(): Promise<void> {
      // Otherwise they become free when their leases expire.
      await store.forgetEarlierRun().catch(failed);
      const next = () => {
        beat = lookForDue();
      };
      next();
      timer = setInterval(next, beatMs);
    },
    /** Polls everything under way at once, after the sandbox's clock was moved. */
    async lookNow(): Promise<void> {
      await Promise.all([...drives.keys()].map(kick));
    },
    /** Starts no more writes; resolves when those under way are stored. */
    async stop(): Promise<void> {
      isStopping = true;
      if (timer !== null) clearInterval(timer);
      await beat;
      const over = [...drives].map(
        ([, drive]) => new Promise<void>((resolve) => drive.waiters.push(resolve)),
      );
      for (const { wake } of drives.values()) wake();
      await Promise.all(over);
    },
  };
}
