import type { Look, Task } from '../support/measurements';

/** All times are ms since the page's time origin. */
export interface ProbeState {
  /** Epoch ms of the time origin, to convert times of another clock. */
  readonly timeOriginMs: number;
  readonly firstPaintMs: number | null;
  readonly largestPaintMs: number | null;
  readonly layoutShift: number;
  /** The elements that moved, by tag and class, to find the reason. */
  readonly shifted: readonly string[];
  /** When the first frame with rows of the table was painted. */
  readonly rowsMs: number | null;
  readonly longTasks: readonly Task[];
  /** Event Timing entries: only those of at least 16 ms, rounded to 8. */
  readonly slowEvents: readonly {
    readonly name: string;
    readonly atMs: number;
    readonly durationMs: number;
  }[];
  /** From a key stroke (by the browser's timestamp) to the end of the next frame. */
  readonly keyPaintsMs: readonly number[];
  readonly lastInputMs: number | null;
  readonly reactCommits: number;
}

interface Probe {
  state(): ProbeState;
  /** Drops earlier key strokes and events, and from now on records each frame in which the table changes. */
  startLooking(): void;
  stopLooking(): readonly Look[];
  /** Resolves with its time once the next frame is painted. */
  nextPaint(): Promise<number>;
}

declare global {
  interface Window {
    benchProbe: Probe;
    /** Reports that the first rows were painted; provided by `browser.ts`. */
    benchRowsPainted(text: string): void;
  }
}

/**
 * Runs in the page before everything else. `shiftMs` moves the page's clock to the sandbox's, so that ages are right;
 * only `Date.now` is replaced, which costs nothing.
 */
export function installProbe(shiftMs: number): void {
  const realNow = Date.now.bind(Date);
  Date.now = () => realNow() + shiftMs;

  let reactCommits = 0;
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => {
        reactCommits += 1;
      },
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  });

  // Called in a frame: runs in the first task after it, when the frame is on its way to the screen.
  const afterThisFrame = (done: (ms: number) => void) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(null);
  };
  const afterPaint = (done: (ms: number) => void) => {
    requestAnimationFrame(() => afterThisFrame(done));
  };

  let largestPaintMs: number | null = null;
  let layoutShift = 0;
  const shifted: string[] = [];
  const longTasks: Task[] = [];
  let slowEvents: ProbeState['slowEvents'][number][] = [];
  const observe = (type: string, options: object, each: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry);
    }).observe({ type, buffered: true, ...options });
  };
  observe('largest-contentful-paint', {}, (entry) => {
    largestPaintMs = entry.startTime;
  });
  observe('layout-shift', {}, (entry) => {
    const value = Number(Reflect.get(entry, 'value'));
    if (Reflect.get(entry, 'hadRecentInput') === true) return;
    layoutShift += value;
    const sources: { node?: Node }[] = Reflect.get(entry, 'sources') ?? [];
    const names = sources.map(({ node }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element === null || element === undefined ? '?' : `${element.tagName}.${element.className}`;
    });
    shifted.push(...names);
  });
  observe('longtask', {}, ({ startTime, duration }) => {
    longTasks.push({ startMs: startTime, durationMs: duration });
  });
  observe('event', { durationThreshold: 16 }, ({ name, startTime, duration }) => {
    slowEvents.push({ name, atMs: startTime, durationMs: duration });
  });

  let rowsMs: number | null = null;
  const rowWatch = new MutationObserver(() => {
    if (document.querySelector('[data-row]') === null) return;
    rowWatch.disconnect();
    afterPaint((ms) => {
      rowsMs = ms;
      window.benchRowsPainted('');
    });
  });
  rowWatch.observe(document, { childList: true, subtree: true });

  let keyPaintsMs: number[] = [];
  let lastInputMs: number | null = null;
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => afterPaint((ms) => keyPaintsMs.push(ms - timeStamp)),
    true,
  );
  window.addEventListener('input', ({ timeStamp }) => (lastInputMs = timeStamp), true);
  window.addEventListener('change', ({ timeStamp }) => (lastInputMs = timeStamp), true);
  window.addEventListener('click', ({ timeStamp }) => (lastInputMs = timeStamp), true);

  let looks: Look[] = [];
  let isLooking = false;
  const look = () => {
    if (!isLooking) return;
    const table = document.querySelector('[role="table"][aria-rowcount]');
    const rows = [...document.querySelectorAll('[data-row]')].map((row) => row.textContent);
    const shown = `${table?.getAttribute('aria-rowcount')} ${rows.join('|')}`;
    if (looks.at(-1)?.shown !== shown) {
      const seen = { atMs: 0, shown };
      looks.push(seen);
      afterThisFrame((ms) => {
        seen.atMs = ms;
      });
    }
    requestAnimationFrame(look);
  };

  window.benchProbe = {
    state: () => ({
      timeOriginMs: performance.timeOrigin,
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
      largestPaintMs,
      layoutShift,
      shifted,
      rowsMs,
      longTasks,
      slowEvents,
      keyPaintsMs,
      lastInputMs,
      reactCommits,
    }),
    startLooking: () => {
      slowEvents = [];
      keyPaintsMs = [];
      lastInputMs = null;
      looks = [];
      isLooking = true;
      look();
    },
    stopLooking: () => {
      isLooking = false;
      return looks;
    },
    nextPaint: () => new Promise((resolve) => afterPaint(resolve)),
  };
}
