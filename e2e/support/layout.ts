import { expect, type Page } from '@playwright/test';

/** Fails when the page, a dialog or its form scrolls sideways. */
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
        // The innermost elements cause the overflow.
        const causes = beyond.filter((each) => ![...each.children].some((child) => beyond.includes(child)));
        return [
          `${frame.tagName} by ${frame.scrollWidth - frame.clientWidth} px`,
          ...causes.slice(0, 5).map((each) => each.outerHTML.slice(0, 120)),
        ];
      });
  });
  expect(tooWide, `sideways scrolling: ${label}`).toEqual([]);
}

/**
 * 320 to 1920 px in steps of 32, but of 80 above 1120 px, where nothing shrinks between two switches of the layout;
 * and the sides of each switch.
 * @param turn two scans, 0 and 1, meet at every 16 px, above 1120 at every 40
 */
function widthsToScan(turn: 0 | 1): readonly number[] {
  const narrow = Array.from({ length: 26 }, (_, step) => 320 + step * 32 + turn * 16);
  const wide = Array.from({ length: 10 }, (_, step) => 1160 + step * 80 + turn * 40);
  const switches = [480, 560, 720, 800, 860, 1000, 1100, 1400, 1439];
  // Right above a switch a layout is at its narrowest, so that side is scanned twice.
  const sides = switches.flatMap((width) => (turn === 0 ? [width + 1] : [width, width + 1]));
  return [...new Set([320, ...narrow, ...wide, 1366, ...sides])].sort((a, b) => a - b);
}

/** What {@link findCutOff} finds from 320 to 1920 px, with the viewport widths at which it does. See {@link widthsToScan}. */
export async function findCutOffAtAnyWidth(page: Page, turn: 0 | 1): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  // `setViewportSize` sends more commands for each width; over 60 of them that is a fifth of the time.
  const session = await page.context().newCDPSession(page);
  for (const width of widthsToScan(turn)) {
    const metrics = { width, height: 768, deviceScaleFactor: 1, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    for (const cut of await findCutOff(page)) found[cut] = [...(found[cut] ?? []), width];
  }
  await session.detach();
  return found;
}

/**
 * What cannot be reached or read where the page stands now: controls outside their cell, card or the page, over another
 * control of their row, or cut off, and cells of a table whose content runs into the next.
 */
async function findCutOff(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const nameOf = (element: Element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return `${element.tagName.toLowerCase()} "${name.slice(0, 40)}"`;
    };
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const isOver = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const isFrame = (element: Element) =>
      (element.matches('.card, html, [role="cell"]') || getComputedStyle(element).overflowX !== 'visible') &&
      element.getBoundingClientRect().width > 1;
    const look = () => {
      const known = new Map<Element, readonly Element[]>();
      /** What an element stands in, from the inside out. */
      const framesOf = (element: Element): readonly Element[] => {
        const parent = element.parentElement;
        if (parent === null) return [];
        const frames =
          known.get(parent) ?? (isFrame(parent) ? [parent, ...framesOf(parent)] : framesOf(parent));
        known.set(parent, frames);
        return frames;
      };
      const found = new Set<string>();
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) found.add('the page scrolls sideways');
      const controls = document.querySelectorAll('main :is(a[href], button, input, select, textarea)');
      for (const control of [...controls].filter(isShown)) {
        const box = control.getBoundingClientRect();
        for (const frame of framesOf(control)) {
          const edge = frame.getBoundingClientRect();
          if (box.left < edge.left - 0.5 || box.right > edge.right + 0.5) {
            found.add(`${nameOf(control)} sticks out of ${frame.className || frame.tagName}`);
          }
        }
      }
      for (const row of document.querySelectorAll('[role="row"]')) {
        const own = [...row.querySelectorAll('a[href], button, input')].filter(isShown);
        for (const [index, one] of own.entries()) {
          const box = one.getBoundingClientRect();
          for (const other of own.slice(index + 1)) {
            if (isOver(box, other.getBoundingClientRect())) {
              found.add(`${nameOf(one)} lies over ${nameOf(other)}`);
            }
          }
        }
      }
      for (const cell of document.querySelectorAll('[role="cell"]')) {
        if (isShown(cell) && cell.scrollWidth > cell.clientWidth + 1) {
          found.add(`${cell.className} is too narrow for ${nameOf(cell)}`);
        }
      }
      return [...found];
    };
    // The table measures itself after layout and renders again. On a busy machine several of the page clock's frames
    // pass in one of the browser's.
    for (let frame = 0; frame < 60; frame += 1) {
      await nextFrame();
      if (look().length === 0) return [];
    }
    return look();
  });
}

/** Presses Tab through the page or dialog and returns focused controls that are out of view or covered. Ends after one round or `limit` steps. */
export async function findHiddenFocus(page: Page, limit = 60): Promise<string[]> {
  const hidden: string[] = [];
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('[data-was-focused]'))
      each.removeAttribute('data-was-focused');
  });
  for (let step = 0; step < limit; step += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const isAgain = element.hasAttribute('data-was-focused');
      element.setAttribute('data-was-focused', '');
      const box = element.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      const top = Math.max(0, box.top);
      const bottom = Math.min(clientHeight, box.bottom);
      const left = Math.max(0, box.left);
      const right = Math.min(clientWidth, box.right);
      // Rows and regions take the focus too, and may be taller than the screen.
      const isInView =
        bottom - top >= Math.min(box.height, 40) - 1 && right - left >= Math.min(box.width, 40) - 1;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isOnTop = hit !== null && (element.contains(hit) || hit.contains(element));
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return {
        isAgain,
        isVisible: box.height > 1 && isInView && isOnTop,
        name: `${element.tagName.toLowerCase()} "${name.slice(0, 40)}" (${element.className}) at ${Math.round(box.top)}`,
      };
    });
    // The document itself comes after the last control.
    if (seen === null) continue;
    if (seen.isAgain) return hidden;
    if (!seen.isVisible) hidden.push(seen.name);
  }
  return hidden;
}

/** Links, buttons and fields (with their label) lower than 24 px; links within a sentence are exempt. */
export async function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isInSentence = (target: Element) =>
      target.matches('p > a, p > button, li > a') &&
      (target.parentElement?.textContent ?? '').trim() !== (target.textContent ?? '').trim();
    return [...document.querySelectorAll('a[href], button, input, select, summary, [role="button"]')]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }) && !isInSentence(target))
      .filter((target) => {
        const whole = target.closest('label') ?? target;
        const { width, height } = whole.getBoundingClientRect();
        return width > 1 && height > 1 && height < 23.5;
      })
      .map(
        (target) =>
          `${target.tagName.toLowerCase()} "${(target.getAttribute('aria-label') ?? target.textContent ?? '').slice(0, 40)}" ${Math.round(target.getBoundingClientRect().height)}`,
      );
  });
}
