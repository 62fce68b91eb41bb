import { clockOffsetMs } from '../../browser/clock';
import { CLOCK_TOLERANCE_MS, clockOffset } from '../../core/polling/clock-skew';

/** The provider's `Date`, passed on by the gateway. */
const HEADER = 'x-provider-date';
/** Smaller changes are noise from whole seconds and slow answers. */
const NOISE_MS = 5_000;

/**
 * Corrects the app's clock by the provider's when this computer's is more than two minutes off. `sentAtMs` is from
 * `performance.now()`, which never jumps.
 */
export function observeProviderClock(headers: Headers, sentAtMs: number): void {
  const date = headers.get(HEADER);
  if (date === null) return;
  const offset = clockOffset({
    providerDateMs: Date.parse(date),
    receivedAtMs: Date.now(),
    roundTripMs: performance.now() - sentAtMs,
  });
  if (offset === null) return;
  const wantedMs = offset.isApplied ? offset.offsetMs : 0;
  const currentMs = clockOffsetMs.get();
  const isSurelySound = Math.abs(offset.offsetMs) + offset.uncertaintyMs < CLOCK_TOLERANCE_MS;
  // An answer too slow to tell changes nothing.
  if (!offset.isApplied && !isSurelySound) return;
  if (Math.abs(wantedMs - currentMs) > NOISE_MS) clockOffsetMs.set(wantedMs);
}
