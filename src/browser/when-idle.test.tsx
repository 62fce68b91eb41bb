import { afterEach, describe, expect, it, vi } from 'vitest';
import { whenIdle } from './when-idle';

/** A browser that is idle when the test says so; none that tells when `isTold` is false. */
function anIdleBrowser(isTold = true) {
  const waiting = new Map<number, () => void>();
  let count = 0;
  vi.stubGlobal(
    'requestIdleCallback',
    isTold
      ? (act: () => void) => {
          count += 1;
          waiting.set(count, act);
          return count;
        }
      : undefined,
  );
  vi.stubGlobal('cancelIdleCallback', (handle: number) => waiting.delete(handle));
  return () => {
    for (const act of [...waiting.values()]) act();
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what waits until the browser is idle', () => {
  it('is done then, once', () => {
    const becomeIdle = anIdleBrowser();
    const act = vi.fn();
    whenIdle(act);
    expect(act).not.toHaveBeenCalled();
    becomeIdle();
    becomeIdle();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
    expect(act).toHaveBeenCalledTimes(1);
  });

  it.each(['keydown', 'pointerdown', 'focusin'])(
    'is done at once when the person begins to act: %s',
    (type) => {
      const becomeIdle = anIdleBrowser();
      const act = vi.fn();
      whenIdle(act);
      document.body.dispatchEvent(new Event(type, { bubbles: true }));
      expect(act).toHaveBeenCalledTimes(1);
      becomeIdle();
      expect(act).toHaveBeenCalledTimes(1);
    },
  );

  it('is not done when it is not wanted any more', () => {
    const becomeIdle = anIdleBrowser();
    const act = vi.fn();
    whenIdle(act)();
    becomeIdle();
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    expect(act).not.toHaveBeenCalled();
  });

  it('is done a moment later where the browser does not tell', () => {
    vi.useFakeTimers();
    anIdleBrowser(false);
    const act = vi.fn();
    whenIdle(act);
    expect(act).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(act).toHaveBeenCalledTimes(1);
  });
});
