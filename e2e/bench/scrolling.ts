import type { Page } from '@playwright/test';
import { type FrameSummary, summariseFrames } from '../support/measurements';

export interface ScrollResult extends FrameSummary {
  /** Frames that were painted with a hole among the rows. */
  readonly blankCount: number;
}

const SPEED_PX_PER_S = 3_000;
const SCROLL_MS = 2_500;

/**
 * Scrolls the page down at 3,000 px a second, a step a frame, from where it is. A frame is blank when the part of the
 * table's body that is in view is not wholly covered by rows at the moment it is painted. What is seen here are the
 * frames of the main thread: a scroll wheel is handled beside it, and may run ahead of them.
 */
export async function scrollDown(page: Page): Promise<ScrollResult> {
  const { frames, blankCount } = await page.evaluate(
    ({ speed, limitMs }) =>
      new Promise<{ frames: number[]; blankCount: number }>((resolve) => {
        const frames: number[] = [];
        let blankCount = 0;
        const startPx = window.scrollY;
        const isBlank = () => {
          const body = document.querySelector('[data-row]')?.parentElement?.getBoundingClientRect();
          if (body === undefined) return true;
          const from = Math.max(0, body.top);
          const until = Math.min(window.innerHeight, body.bottom);
          const boxes = [...document.querySelectorAll('[data-row]')]
            .map((row) => row.getBoundingClientRect())
            .sort((a, b) => a.top - b.top);
          let covered = from;
          for (const { top, bottom } of boxes) {
            // Half a pixel is lost in rounding, never seen.
            if (top <= covered + 0.5 && bottom > covered) covered = bottom;
          }
          return covered < until - 0.5;
        };
        const step = (ms: number) => {
          frames.push(ms);
          const elapsedMs = ms - (frames[0] ?? ms);
          if (elapsedMs >= limitMs) {
            resolve({ frames, blankCount });
            return;
          }
          window.scrollTo(0, startPx + (speed * elapsedMs) / 1000);
          // What is drawn for this position comes with the event of the next frame: this is what is painted now.
          if (isBlank()) blankCount += 1;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    { speed: SPEED_PX_PER_S, limitMs: SCROLL_MS },
  );
  return { ...summariseFrames(frames), blankCount };
}
