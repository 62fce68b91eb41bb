import { MINUTE_MS } from '../../../src/core/lib/time-units';
import type { FleetRead, FleetReading } from '../../provider/read-fleet';

/** However often somebody asks, the provider is read no more often than this. */
export const MIN_INTERVAL_MS = MINUTE_MS;
/** Whoever asks waits no longer than this for a reading under way; Prometheus gives up after ten seconds. */
const WAIT_MS = 8_000;
/** A reading that takes longer is given up: the next one may fare better. */
const READ_LIMIT_MS = 55_000;

export interface KnownFleet {
  /** The last reading that was whole; null before the first. */
  readonly read: FleetRead | null;
  /** When it ended, epoch ms of this machine's clock. */
  readonly readAtMs: number | null;
  /** Whether the provider answered when it was last asked; false too while it lets a reading wait. */
  readonly isProviderUp: boolean;
}

export interface SharedReading {
  /** Reads when the last reading began long enough ago; those who ask meanwhile share it. Never rejects. */
  current(): Promise<KnownFleet>;
  /** Gives up a reading under way. */
  stop(): void;
}

export interface SharedReadingOptions {
  /** Reads the fleet; never rejects. */
  readonly read: (signal: AbortSignal) => Promise<FleetReading>;
  /** Runs only forward, ms. */
  readonly now?: () => number;
  /** Epoch ms of this machine. */
  readonly wallClock?: () => number;
  readonly waitMs?: number;
  /** Hears what nobody expected. */
  readonly onError: (error: unknown) => void;
}

export function createSharedReading({
  read,
  now = () => performance.now(),
  wallClock = Date.now,
  waitMs = WAIT_MS,
  onError,
}: SharedReadingOptions): SharedReading {
  const stopping = new AbortController();
  let startedMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  let known: KnownFleet = { read: null, readAtMs: null, isProviderUp: false };

  async function readOnce(): Promise<void> {
    const reading = await read(AbortSignal.any([stopping.signal, AbortSignal.timeout(READ_LIMIT_MS)]));
    if (reading.kind === 'blind') known = { ...known, isProviderUp: false };
    // Nothing is concluded from a part: what was known stays, and grows old.
    else if (!reading.isComplete) known = { ...known, isProviderUp: true };
    else known = { read: reading, readAtMs: wallClock(), isProviderUp: true };
  }

  return {
    async current() {
      if (underWay === null && now() - startedMs >= MIN_INTERVAL_MS && !stopping.signal.aborted) {
        startedMs = now();
        underWay = readOnce()
          .catch((error: unknown) => {
            known = { ...known, isProviderUp: false };
            onError(error);
          })
          .finally(() => {
            underWay = null;
          });
      }
      if (underWay === null || (await endsWithin(underWay, waitMs))) return known;
      return { ...known, isProviderUp: false };
    },
    stop: () => stopping.abort(),
  };
}

async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
