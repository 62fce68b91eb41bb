import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** The moment of the document's example of "create": when every component test begins. */
export const TEST_NOW = Date.UTC(2025, 0, 16, 15, 45);

/** All timers and clocks except idle callbacks, which the test's browser implements as timers. */
const CLOCKS = [
  'Date',
  'performance',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'requestAnimationFrame',
  'cancelAnimationFrame',
] as const;

/**
 * Replaces timers by a clock that tests can advance. Only for tests about time; call it before `renderApp`, so that
 * every timer of the app uses it.
 */
export function startClock(): void {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: TEST_NOW, toFake: [...CLOCKS] });
}

/** Advances the clock, with everything that happens meanwhile. */
export async function pass(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}
