import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../testing/http';
import { createSignInLimiter, delayFor } from './sign-in-limiter';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2025-01-16T15:45:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A limiter whose waiting is written down instead of done. */
function open() {
  const waits: number[] = [];
  const limiter = createSignInLimiter(
    async (ms) => void waits.push(ms),
    () => Date.now(),
  );
  const attempt = (address: string, isFailure: boolean) =>
    limiter.attempt(address, async () => ({ isFailure, result: isFailure ? 'failed' : 'signed in' }));
  const fail = async (address: string, times: number) => {
    for (let count = 0; count < times; count += 1) await attempt(address, true);
  };
  return { limiter, attempt, fail, waits };
}

describe('failed sign-ins', () => {
  it('are limited to five per client, until five minutes have passed', async () => {
    const { attempt, fail } = open();
    await fail('198.51.100.1', 5);
    const refused = { kind: 'too_many', retryAfterMs: 5 * MINUTE_MS };
    expect(await attempt('198.51.100.1', false)).toEqual(refused);
    vi.advanceTimersByTime(5 * MINUTE_MS - 1);
    // Asking again and again in between makes it no longer.
    expect(await attempt('198.51.100.1', false)).toEqual({ kind: 'too_many', retryAfterMs: 1 });
    vi.advanceTimersByTime(1);
    expect(await attempt('198.51.100.1', false)).toEqual({ kind: 'done', result: 'signed in' });
  });

  it('of one client do not affect others', async () => {
    const { attempt, fail } = open();
    await fail('198.51.100.1', 20);
    expect(await attempt('198.51.100.2', false)).toEqual({ kind: 'done', result: 'signed in' });
  });

  it('from one IPv6 network count as one client', async () => {
    const { attempt, fail } = open();
    for (let host = 1; host <= 5; host += 1) await fail(`2001:db8:1:2::${host}`, 1);
    expect(await attempt('2001:db8:1:2::99', false)).toMatchObject({ kind: 'too_many' });
    expect(await attempt('2001:db8:1:3::99', false)).toMatchObject({ kind: 'done' });
  });

  it('cannot exceed five when attempted at the same time', async () => {
    const { limiter } = open();
    let carriedOut = 0;
    const attempts = await Promise.all(
      Array.from({ length: 20 }, () =>
        limiter.attempt('198.51.100.1', async () => {
          carriedOut += 1;
          return { isFailure: true, result: null };
        }),
      ),
    );
    expect(carriedOut).toBe(5);
    expect(attempts.filter(({ kind }) => kind === 'done')).toHaveLength(5);
  });

  it('of one client, however many at a time, do not keep others from signing in', async () => {
    const never = new Promise<never>(() => {});
    const limiter = createSignInLimiter((ms) => (ms > 0 ? never : Promise.resolve()));
    const flood = Array.from({ length: 500 }, () =>
      limiter.attempt('198.51.100.1', async () => ({ isFailure: true, result: null })),
    );
    // Five are carried out and twenty wait; the others are refused at once and hold no place.
    const refused = await Promise.all(flood.slice(25));
    expect(new Set(refused.map(({ kind }) => kind))).toEqual(new Set(['busy']));
    const other = deferred();
    void limiter.attempt('198.51.100.2', async () => {
      other.resolve();
      return { isFailure: false, result: null };
    });
    await other.promise;
  });

  it('of many clients at a time are deferred, and not counted as failures', async () => {
    const end = deferred();
    const limiter = createSignInLimiter(async () => undefined);
    const attempt = (address: string) =>
      limiter.attempt(address, async () => {
        await end.promise;
        return { isFailure: false, result: null };
      });
    const crowd = Array.from({ length: 100 }, (_, client) => attempt(`198.51.100.${client}`));
    for (let count = 0; count < 10; count += 1) {
      expect(await attempt('203.0.113.1')).toEqual({ kind: 'busy', retryAfterMs: 1000 });
    }
    end.resolve();
    await Promise.all(crowd);
    expect(await attempt('203.0.113.1')).toMatchObject({ kind: 'done' });
  });

  it('still count after a successful sign-in in between', async () => {
    const { attempt, fail } = open();
    await fail('198.51.100.1', 4);
    await attempt('198.51.100.1', false);
    await fail('198.51.100.1', 1);
    expect(await attempt('198.51.100.1', false)).toMatchObject({ kind: 'too_many' });
  });

  it('do not include attempts in progress: an office behind one address signs in together', async () => {
    const { limiter, fail } = open();
    await fail('198.51.100.1', 4);
    const people = Array.from({ length: 11 }, () => deferred());
    const attempts = people.map(({ promise }) =>
      limiter.attempt('198.51.100.1', async () => {
        await promise;
        return { isFailure: false, result: null };
      }),
    );
    for (const { resolve } of people) resolve();
    expect(new Set((await Promise.all(attempts)).map(({ kind }) => kind))).toEqual(new Set(['done']));
  });

  it('that wait for slow ones of the same client are deferred, and not counted as failures', async () => {
    const { limiter } = open();
    const end = deferred();
    const attempt = () =>
      limiter.attempt('198.51.100.1', async () => {
        await end.promise;
        return { isFailure: false, result: null };
      });
    const running = Array.from({ length: 5 }, attempt);
    const waiting = Array.from({ length: 20 }, attempt);
    expect(await attempt()).toEqual({ kind: 'busy', retryAfterMs: 1000 });
    await vi.advanceTimersByTimeAsync(4000);
    expect(new Set((await Promise.all(waiting)).map(({ kind }) => kind))).toEqual(new Set(['busy']));
    end.resolve();
    expect(new Set((await Promise.all(running)).map(({ kind }) => kind))).toEqual(new Set(['done']));
    expect(await attempt()).toMatchObject({ kind: 'done' });
  });

  it('sign-ins that succeed are not counted', async () => {
    const { attempt } = open();
    for (let count = 0; count < 30; count += 1) {
      expect(await attempt('198.51.100.1', false)).toMatchObject({ kind: 'done' });
    }
  });

  it('of many clients slow everybody down increasingly, for a time', async () => {
    const { attempt, fail, waits } = open();
    for (let client = 0; client < 20; client += 1) await fail(`198.51.100.${client}`, 1);
    waits.length = 0;
    await attempt('203.0.113.1', false);
    expect(waits[0]).toBe(5000);
    vi.advanceTimersByTime(5 * MINUTE_MS);
    waits.length = 0;
    await attempt('203.0.113.1', false);
    expect(waits[0]).toBe(0);
  });

  it.each([
    [0, 0],
    [9, 0],
    [10, 100],
    [11, 200],
    [13, 800],
    [16, 5000],
    [1000, 5000],
  ])('%i of all clients add a delay of %i ms', (failures, ms) => {
    expect(delayFor(failures)).toBe(ms);
  });

  it('take the same time to answer whatever was wrong, and as long as a success', async () => {
    const { limiter, waits } = open();
    for (const tookMs of [0, 120, 499]) {
      waits.length = 0;
      await limiter.attempt('198.51.100.1', async () => {
        vi.setSystemTime(Date.now() + tookMs);
        return { isFailure: tookMs !== 120, result: null };
      });
      expect(tookMs + (waits.at(-1) ?? 0)).toBe(500);
    }
  });

  it('are not counted if the attempt throws, and the error is rethrown', async () => {
    const { limiter, attempt } = open();
    const broken = () => limiter.attempt('198.51.100.1', () => Promise.reject(new Error('no database')));
    for (let count = 0; count < 6; count += 1) await expect(broken()).rejects.toThrow('no database');
    expect(await attempt('198.51.100.1', false)).toMatchObject({ kind: 'done' });
  });
});
