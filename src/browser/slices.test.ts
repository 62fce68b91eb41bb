import { describe, expect, it } from 'vitest';
import { runAtOnce, type Steps } from '../core/lib/steps';
import { runInSlices } from './slices';

function* count(to: number, seen: number[]): Steps<number> {
  for (let step = 0; step < to; step += 1) {
    seen.push(step);
    yield;
  }
  return to;
}

describe('work in slices', () => {
  it('comes to the same as the work at once, with pauses between its steps', async () => {
    let pauses = 0;
    const seen: number[] = [];
    const pause = async () => {
      pauses += 1;
    };
    const result = await runInSlices(count(5, seen), new AbortController().signal, pause, 0);
    expect(result).toBe(runAtOnce(count(5, [])));
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(pauses).toBe(6);
  });

  it('stops in the middle when nobody wants it any more', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const pause = async () => {
      if (seen.length === 2) stop.abort();
    };
    await expect(runInSlices(count(5, seen), stop.signal, pause, 0)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(seen).toEqual([0, 1]);
  });

  it('hands on what goes wrong', async () => {
    // biome-ignore lint/correctness/useYield: it fails before its first pause
    function* failing(): Steps<never> {
      throw new RangeError('no');
    }
    await expect(runInSlices(failing(), new AbortController().signal)).rejects.toThrow(RangeError);
  });
});
