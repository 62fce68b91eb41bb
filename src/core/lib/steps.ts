/** Work that may be paused after each of its small steps; what it returns does not depend on the pauses. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all the work now. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
