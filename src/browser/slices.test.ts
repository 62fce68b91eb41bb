import { describe, expect, it } from 'vitest';
import { runAtOnce, runInSlices, type Steps } from './slices';

function* count(to: number, seen: number[]): Steps<number> {
  for (let step = 0; step < to; step += 1) {
    seen.push(step);
    yield;
  }
  return to;
}

describe('runInSlices', () => {
  it('gives the same result as runAtOnce, with pauses between the steps', async () => {
    let pauses = 0;
    const seen: number[] = [];
    const pause = async () => {
      pauses += 1;
    };
    const result = await runInSlices(count(5, seen), pause, 0);
    expect(result).toBe(runAtOnce(count(5, [])));
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(pauses).toBe(6);
  });

  it('rejects when a step throws', async () => {
    // biome-ignore lint/correctness/useYield: it fails before its first pause
    function* failing(): Steps<never> {
      throw new RangeError('no');
    }
    await expect(runInSlices(failing())).rejects.toThrow(RangeError);
  });
});
