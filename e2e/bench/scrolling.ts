import { type FrameSummary, summariseFrames } from '../support/measurements';
import type { BenchPage } from './browser';

export interface ScrollResult extends FrameSummary {
  /** Frames with a hole among the rows at one of three positions. */
  readonly blankCount: number;
}

export const USUAL_PX_PER_S = 3_000;
export const FAST_PX_PER_S = 20_000;
const DISTANCE_PX = 9_000;

/** Scrolls down by 9,000 px with a synthetic wheel gesture of the browser. */
export async function scrollBy({ cdp }: Pick<BenchPage, 'cdp'>, pxPerSecond: number): Promise<void> {
  await cdp.send('Input.synthesizeScrollGesture', {
    x: 720,
    y: 600,
    yDistance: -DISTANCE_PX,
    speed: pxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
}

/** The same with three hit tests per frame, to find missing rows. They add the same work on every page. */
export async function scrollWithProbes(
  { page, cdp }: Pick<BenchPage, 'page' | 'cdp'>,
  pxPerSecond: number,
): Promise<ScrollResult> {
  const probe = await page.evaluateHandle(() => {
    const seen = { frames: [] as number[], blankCount: 0, isOn: true };
    const isHole = (heightPart: number) => {
      const y = window.innerHeight * heightPart;
      return document.elementFromPoint(window.innerWidth / 2, y)?.closest('[data-row]') == null;
    };
    const look = (ms: number) => {
      if (!seen.isOn) return;
      seen.frames.push(ms);
      if ([0.5, 0.7, 0.9].map(isHole).includes(true)) seen.blankCount += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return seen;
  });
  await scrollBy({ cdp }, pxPerSecond);
  const { frames, blankCount } = await probe.evaluate((seen) => {
    seen.isOn = false;
    return { frames: seen.frames, blankCount: seen.blankCount };
  });
  return { ...summariseFrames(frames), blankCount };
}
