import { MINUTE_MS } from '../lib/time-units';

/** Smaller differences between two clocks are ignored. */
export const CLOCK_TOLERANCE_MS = 2 * MINUTE_MS;

/** A `Date` header is truncated to whole seconds: half a second early on average. */
const HALF_HEADER_STEP_MS = 500;

/** Dates outside this range are header faults. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** A response of the provider, read as a clock sample. */
export interface ClockReading {
  /** The answer's `Date` header, epoch ms; `NaN` when it could not be read. */
  readonly providerDateMs: number;
  /** When the answer arrived, epoch ms of this machine's clock. */
  readonly receivedAtMs: number;
  /** From request to response, ms, on a monotonic clock. */
  readonly roundTripMs: number;
}

export interface ClockOffset {
  /** Provider's clock minus local clock, ms; positive: the local clock is behind. */
  readonly offsetMs: number;
  /** The true offset lies within this many ms of `offsetMs`. */
  readonly uncertaintyMs: number;
  /** Whether ages use it; the page then says so. */
  readonly isApplied: boolean;
}

/**
 * The offset of the local clock, or null for unusable input. The header was written during the round trip: its middle is
 * the best estimate, half of it the error. Applied only if the clocks certainly differ by more than
 * {@link CLOCK_TOLERANCE_MS}, so that a slow response does not change ages.
 */
export function clockOffset({ providerDateMs, receivedAtMs, roundTripMs }: ClockReading): ClockOffset | null {
  const offsetMs = providerDateMs + HALF_HEADER_STEP_MS - (receivedAtMs - roundTripMs / 2);
  const uncertaintyMs = roundTripMs / 2 + HALF_HEADER_STEP_MS;
  if (!(providerDateMs >= EARLIEST_MS && providerDateMs < LATEST_MS)) return null;
  if (!Number.isFinite(offsetMs) || !(roundTripMs >= 0)) return null;
  return { offsetMs, uncertaintyMs, isApplied: Math.abs(offsetMs) - uncertaintyMs > CLOCK_TOLERANCE_MS };
}

/** The current time for computing ages, epoch ms: the local clock, corrected where the offset is applied. */
export function correctedNowMs(localNowMs: number, offset: ClockOffset | null): number {
  return offset?.isApplied === true ? localNowMs + offset.offsetMs : localNowMs;
}
