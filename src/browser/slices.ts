export type Steps<T> = Generator<undefined, T, undefined>;

/** Work between two pauses, ms: one frame, with room for slower machines to stay below 50 ms. */
const SLICE_MS = 12;

export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Resolves in a task of its own, after waiting input, paint and other tasks. */
function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Does the work in slices. Rejects with what a step throws. */
export async function runInSlices<T>(
  steps: Steps<T>,
  pause: () => Promise<void> = yieldToOthers,
  sliceMs = SLICE_MS,
): Promise<T> {
  for (;;) {
    await pause();
    const untilMs = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < untilMs);
  }
}
