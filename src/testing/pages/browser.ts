/** What jsdom lacks: layout, scrolling, media queries, observers. */

const WINDOW_WIDTH_PX = 1280;
const WINDOW_HEIGHT_PX = 800;
/** Wide enough for the table's layout "wide". */
const ELEMENT_WIDTH_PX = 1180;

let isSystemDark = false;
const mediaListeners = new Set<() => void>();

/** Sets the operating system's `prefers-color-scheme`. */
export function setSystemDark(isDark: boolean): void {
  isSystemDark = isDark;
  for (const listener of mediaListeners) listener();
}

class RoomyResizeObserver implements ResizeObserver {
  readonly #callback: ResizeObserverCallback;

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
  }

  /** Reports once, as browsers do; nothing changes its size here. */
  observe(target: Element): void {
    const contentRect = target.getBoundingClientRect();
    this.#callback(
      [{ target, contentRect, borderBoxSize: [], contentBoxSize: [], devicePixelContentBoxSize: [] }],
      this,
    );
  }

  unobserve(): void {}

  disconnect(): void {}
}

function scrollWindow(x?: number | ScrollToOptions, y?: number): void {
  const top = Math.max(0, (typeof x === 'object' ? x.top : y) ?? 0);
  if (top === window.scrollY) return;
  Object.assign(window, { scrollY: top, pageYOffset: top });
  // Asynchronous, as in browsers.
  queueMicrotask(() => window.dispatchEvent(new Event('scroll')));
}

function matchMedia(query: string): MediaQueryList {
  const isDarkQuery = query.includes('prefers-color-scheme: dark');
  const list = new EventTarget();
  mediaListeners.add(() => list.dispatchEvent(new Event('change')));
  return Object.defineProperties(list, {
    media: { value: query },
    matches: { get: () => isDarkQuery && isSystemDark },
  }) as MediaQueryList;
}

const NEVER_DRAWN = 'script, style, head, template, [hidden]';
/** Only for its type: creating one for each call would cost more than the values. */
const SOME_STYLE = document.createElement('i').style;

/**
 * jsdom matches every rule of its own style sheet on each call, which is most of the cost of a query by role. No style
 * sheet of the app is loaded here, so only inline styles and elements that are never drawn matter.
 */
function cheapComputedStyle(element: Element): CSSStyleDeclaration {
  const inline = element instanceof HTMLElement ? element.style : null;
  const valueIn = (name: string): string => {
    const own = inline?.getPropertyValue(name) ?? '';
    if (name === 'display') return element.matches(NEVER_DRAWN) ? 'none' : own === '' ? 'block' : own;
    if (name !== 'visibility') return own;
    if (own !== '') return own;
    return element.parentElement === null
      ? 'visible'
      : cheapComputedStyle(element.parentElement).getPropertyValue('visibility');
  };
  return new Proxy(SOME_STYLE, {
    get: (_style, key) => {
      if (key === 'getPropertyValue') return valueIn;
      return typeof key === 'string'
        ? valueIn(key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
        : undefined;
    },
  });
}

type Labelled = HTMLElement & { readonly labels: NodeListOf<HTMLLabelElement> | null };
const LABELLED = [
  HTMLButtonElement,
  HTMLInputElement,
  HTMLMeterElement,
  HTMLOutputElement,
  HTMLProgressElement,
  HTMLSelectElement,
  HTMLTextAreaElement,
];

/** jsdom returns the same collection until elements come or go, and is slow to list it. */
const listed = new WeakMap<HTMLCollection, readonly HTMLLabelElement[]>();

/**
 * For each control jsdom searches the page for its labels, and for each label the page for its control; a query by name
 * or label asks all controls.
 */
function cheapLabels(this: Labelled): readonly HTMLLabelElement[] | null {
  if (this instanceof HTMLInputElement && this.type === 'hidden') return null;
  const collection = this.ownerDocument.getElementsByTagName('label');
  const labels = listed.get(collection) ?? Array.from(collection);
  listed.set(collection, labels);
  return labels.filter((label) =>
    label.htmlFor === '' ? label.control === this : label.htmlFor === this.id,
  );
}

/** Installs all of it; once per test file. */
export function furnishBrowser(): void {
  for (const [name, value] of Object.entries({
    // jsdom's own, which Vitest would look up in its window at each use.
    document,
    Element,
    HTMLElement,
    Node,
    Text,
    innerWidth: WINDOW_WIDTH_PX,
    innerHeight: WINDOW_HEIGHT_PX,
    scrollY: 0,
    pageYOffset: 0,
    scrollTo: scrollWindow,
    matchMedia,
    getComputedStyle: cheapComputedStyle,
    ResizeObserver: RoomyResizeObserver,
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') },
  })) {
    Object.defineProperty(window, name, { value, writable: true, configurable: true });
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', {
    get: () => ELEMENT_WIDTH_PX,
    configurable: true,
  });
  for (const { prototype } of LABELLED) {
    Object.defineProperty(prototype, 'labels', { get: cheapLabels, configurable: true });
  }
  Element.prototype.scrollIntoView = () => {};
  // Used by menus; jsdom has no pointer capture.
  Element.prototype.hasPointerCapture = () => false;
  Element.prototype.setPointerCapture = () => {};
  Element.prototype.releasePointerCapture = () => {};
}

/** Hides the tab. The returned function shows it again. */
export function hidePage(): () => void {
  const tell = () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  tell();
  return () => {
    if (!document.hidden) return;
    Reflect.deleteProperty(document, 'hidden');
    Reflect.deleteProperty(document, 'visibilityState');
    tell();
  };
}
