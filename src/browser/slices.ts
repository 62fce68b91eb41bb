import type { Steps } from '../core/lib/steps';
import { yieldToOthers } from './yield-to-others';

/** So long at a stretch, ms: a frame, with the room that a slower machine needs to stay below 50 ms. */
const SLICE_MS = 12;

/** Does the work with pauses for everything else that is to be done. Rejects with the signal's reason, and then does no more of it. */
export async function runInSlices<T>(
  steps: Steps<T>,
  signal: AbortSignal,
  pause: () => Promise<void> = yieldToOthers,
  sliceMs = SLICE_MS,
): Promise<T> {
  for (;;) {
    await pause();
    signal.throwIfAborted();
    const untilMs = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < untilMs);
  }
}
