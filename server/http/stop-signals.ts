/** When the process ends even if requests are in progress. */
const FORCE_AFTER_MS = 10_000;

/** One Ctrl-C often arrives twice, from the terminal and from npm. */
const ECHO_MS = 500;

export interface StopOptions {
  /** The process. */
  readonly signals: { on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown };
  /** Finishes work in progress. */
  readonly stop: () => Promise<void>;
  readonly exit: (code: number) => void;
  /** Says why the process ends unfinished. */
  readonly warn: (message: string) => void;
  /** A monotonic clock, ms. */
  readonly now?: () => number;
}

/** Ends the process cleanly on the first signal (exit code 0), by force on a second one or after 10 s (exit code 1). */
export function stopOnSignals({
  signals,
  stop,
  exit,
  warn,
  now = () => performance.now(),
}: StopOptions): void {
  let firstAtMs: number | null = null;
  const force = (message: string) => {
    warn(message);
    exit(1);
  };
  const begin = async () => {
    const timer = setTimeout(
      () => force('Requests were still in progress after 10 s; stopped anyway.'),
      FORCE_AFTER_MS,
    );
    try {
      await stop();
      exit(0);
    } catch (error) {
      force(`Could not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      clearTimeout(timer);
    }
  };
  const handleSignal = () => {
    if (firstAtMs === null) {
      firstAtMs = now();
      void begin();
    } else if (now() - firstAtMs >= ECHO_MS) {
      force('Stopped by a second signal while requests were in progress.');
    }
  };
  signals.on('SIGTERM', handleSignal);
  signals.on('SIGINT', handleSignal);
}
