import { clockOffsetMs } from '../browser/clock';
import { CLOCK_TOLERANCE_MS, clockOffset } from '../core/polling/clock-skew';

/** The provider's own `Date`, which the gateway passes on under this name. */
const HEADER = 'x-provider-date';
/** Smaller changes are the noise of whole seconds and slow answers; following them would redraw every age. */
const NOISE_MS = 5_000;

/**
 * Looks at the provider's clock in an answer, and sets the app's idea of now right when this computer's clock is
 * wrong by more than two minutes. `sentAtMs` is from `performance.now()`, which never jumps.
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
