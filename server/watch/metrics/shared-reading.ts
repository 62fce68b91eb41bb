import { MINUTE_MS } from '../../../src/core/lib/time-units';
import type { FleetRead, FleetReading } from '../../provider/read-fleet';
import { within } from '../within';

/** However often it is asked, the provider is read at most this often. */
export const MIN_INTERVAL_MS = MINUTE_MS;
/** The longest a caller waits for a reading; Prometheus gives up after ten seconds. */
const WAIT_MS = 8_000;
/** A longer reading is aborted. */
const READ_LIMIT_MS = 55_000;

export interface KnownFleet {
  /** The last complete reading. */
  readonly read: FleetRead | null;
  /** When it ended, epoch ms of this machine. */
  readonly readAtMs: number | null;
  /** Whether the provider answered the last reading; false while one takes long. */
  readonly isProviderUp: boolean;
}

export interface SharedReadingOptions {
  readonly read: (signal: AbortSignal) => Promise<FleetReading>;
  /** Monotonic, ms. */
  readonly now?: () => number;
  /** Epoch ms of this machine. */
  readonly wallClock?: () => number;
  readonly waitMs?: number;
  /** Unexpected errors. */
  readonly onError: (error: unknown) => void;
}

export function createSharedReading({
  read,
  now = () => performance.now(),
  wallClock = Date.now,
  waitMs = WAIT_MS,
  onError,
}: SharedReadingOptions) {
  const stopping = new AbortController();
  let startedMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  let known: KnownFleet = { read: null, readAtMs: null, isProviderUp: false };

  async function readOnce(): Promise<void> {
    const reading = await read(AbortSignal.any([stopping.signal, AbortSignal.timeout(READ_LIMIT_MS)]));
    if (reading.kind === 'blind') known = { ...known, isProviderUp: false };
    // An incomplete list proves nothing: the last complete one stays.
    else if (!reading.isComplete) known = { ...known, isProviderUp: true };
    else known = { read: reading, readAtMs: wallClock(), isProviderUp: true };
  }

  return {
    /** Reads, or joins a reading under way, unless the last one is recent. Never rejects. */
    async current(): Promise<KnownFleet> {
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
      const isDone =
        underWay === null ||
        (await within(
          waitMs,
          underWay.then(() => true),
        ));
      return isDone ? known : { ...known, isProviderUp: false };
    },
    /** Aborts a reading under way. */
    stop: () => stopping.abort(),
  };
}
