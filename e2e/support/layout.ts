import { expect, type Page } from '@playwright/test';

/** Nothing may stick out to the side: of the page, of a dialog, or of the form in it. */
export async function expectNoSidewaysScrolling(page: Page, label: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const frames = [
      document.documentElement,
      ...document.querySelectorAll('[role="dialog"], [role="dialog"] form'),
    ];
    return frames
      .filter((frame) => frame.scrollWidth > frame.clientWidth)
      .map((frame) => {
        const edge = frame.getBoundingClientRect().left + frame.clientWidth;
        const beyond = [...frame.querySelectorAll('*')].filter(
          (each) => each.getBoundingClientRect().right > edge + 0.5,
        );
        // The innermost ones are what makes the others wide.
        const causes = beyond.filter((each) => ![...each.children].some((child) => beyond.includes(child)));
        return [
          `${frame.tagName} by ${frame.scrollWidth - frame.clientWidth} px`,
          ...causes.slice(0, 5).map((each) => each.outerHTML.slice(0, 120)),
        ];
      });
  });
  expect(tooWide, `sideways scrolling: ${label}`).toEqual([]);
}
