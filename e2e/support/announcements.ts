import type { BrowserContext } from '@playwright/test';

interface Announcement {
  /** `alert` is assertive, `status` polite. */
  readonly role: 'alert' | 'status';
  readonly text: string;
}

/** All live region messages of a test, in order, across reloads and tabs. */
export interface Announcements {
  /** The messages so far that match. */
  heard(text: string | RegExp): readonly Announcement[];
}

const REPORT = 'reportAnnouncementToTest';

/** Starts listening; call it before the first page opens. */
export async function watchAnnouncements(context: BrowserContext): Promise<Announcements> {
  const all: Announcement[] = [];
  await context.exposeFunction(REPORT, (role: string, text: string) => {
    all.push({ role: role === 'alert' ? 'alert' : 'status', text });
  });
  await context.addInitScript((name) => {
    const live = '[role="status"], [role="alert"]';
    const tell = (region: Element, node: Node): void => {
      const text = node.textContent?.trim() ?? '';
      const report: unknown = Reflect.get(window, name);
      if (text !== '' && typeof report === 'function') report(region.getAttribute('role'), text);
    };
    const takeIn = (node: Node): void => {
      const holder = node instanceof Element ? node : node.parentElement;
      const region = holder?.closest(live);
      if (region) tell(region, node);
      // A region that is added together with its text.
      else if (node instanceof Element) for (const inner of node.querySelectorAll(live)) tell(inner, inner);
    };
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') takeIn(target);
        else for (const node of addedNodes) takeIn(node);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, REPORT);
  return {
    heard: (text) =>
      all.filter((each) => (typeof text === 'string' ? each.text.includes(text) : text.test(each.text))),
  };
}
