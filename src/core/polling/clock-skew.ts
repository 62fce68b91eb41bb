import { MINUTE_MS } from '../lib/time-units';

/** Two clocks that differ by no more than this count as one. */
export const CLOCK_TOLERANCE_MS = 2 * MINUTE_MS;

/** A `Date` header names whole seconds, so on average the moment meant is half a second later. */
const HALF_HEADER_STEP_MS = 500;

/** A provider's date outside of these is a fault of the header; ages counted from it would leave the calendar. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** One answer of the provider as a look at its clock. */
export interface ClockReading {
  /** The answer's `Date` header, epoch ms; `NaN` when it could not be read. */
  readonly providerDateMs: number;
  /** When the answer arrived, epoch ms of this machine's clock. */
  readonly receivedAtMs: number;
  /** From request to answer, ms, measured on a clock that never jumps. */
  readonly roundTripMs: number;
}

export interface ClockOffset {
  /** What must be added to this machine's clock to get the provider's, ms; positive: this machine is behind. */
  readonly offsetMs: number;
  /** The true offset lies within this many ms of `offsetMs`. */
  readonly uncertaintyMs: number;
  /** Whether ages are computed with it, which must then be said. */
  readonly isApplied: boolean;
}

/**
 * How far this machine's clock is off. The header was written at some moment of the round trip; the middle is
 * the best guess and half the trip the error. The offset is applied only when the clocks surely differ by more
 * than {@link CLOCK_TOLERANCE_MS}: a slow answer must not make every age on the page jump. Null when a figure
 * is no number, the round trip is negative, or the provider's date is of another age.
 */
export function clockOffset({ providerDateMs, receivedAtMs, roundTripMs }: ClockReading): ClockOffset | null {
  const offsetMs = providerDateMs + HALF_HEADER_STEP_MS - (receivedAtMs - roundTripMs / 2);
  const uncertaintyMs = roundTripMs / 2 + HALF_HEADER_STEP_MS;
  if (!(providerDateMs >= EARLIEST_MS && providerDateMs < LATEST_MS)) return null;
  if (!Number.isFinite(offsetMs) || !(roundTripMs >= 0)) return null;
  return { offsetMs, uncertaintyMs, isApplied: Math.abs(offsetMs) - uncertaintyMs > CLOCK_TOLERANCE_MS };
}

/** The moment to compute ages with, epoch ms: the local clock, set right where the offset is applied. */
export function soundNowMs(localNowMs: number, offset: ClockOffset | null): number {
  return offset?.isApplied === true ? localNowMs + offset.offsetMs : localNowMs;
}
