import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../testing/http';
import { stopOnSignals } from './stop-signals';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const signals = new EventEmitter();
  const finished = deferred();
  const stop = vi.fn(() => finished.promise);
  const exit = vi.fn<(code: number) => void>();
  const warn = vi.fn<(message: string) => void>();
  stopOnSignals({ signals, stop, exit, warn });
  return { signals, finished, stop, exit, warn };
}

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'])('finishes what is under way on %s, then exits with 0', async (signal) => {
    const { signals, finished, stop, exit, warn } = setUp();
    signals.emit(signal);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(stop).toHaveBeenCalledTimes(1);
    expect(exit).not.toHaveBeenCalled();
    finished.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
    expect(warn).not.toHaveBeenCalled();
  });

  it('ends by force after 10 s, and says so', async () => {
    const { signals, exit, warn } = setUp();
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('ends by force on a second signal', async () => {
    const { signals, stop, exit } = setUp();
    signals.emit('SIGINT');
    await vi.advanceTimersByTimeAsync(500);
    signals.emit('SIGINT');
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('treats a Ctrl-C that arrives twice, from the terminal and from npm, as one', async () => {
    const { signals, finished, exit } = setUp();
    signals.emit('SIGINT');
    await vi.advanceTimersByTimeAsync(20);
    signals.emit('SIGINT');
    expect(exit).not.toHaveBeenCalled();
    finished.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
  });

  it('exits with 1 when stopping fails', async () => {
    const { signals, stop, exit, warn } = setUp();
    stop.mockRejectedValueOnce(new Error('disk gone'));
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(0);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('disk gone')]]);
  });
});
