import type { ApiErrorKind } from '../contract/errors';
import { RETRY_STEPS_MS } from '../polling/polling';

/** At most so many deletions are on their way at once. */
export const BULK_CONCURRENCY = 2;
/** How long the run pauses when the provider asks for fewer calls without saying for how long. */
export const BULK_DEFAULT_PAUSE_MS = RETRY_STEPS_MS[0];

/**
 * `done`: deleted by this run; `gone`: it was no longer there. Both are final. `unknown`: it was sent, and no
 * answer tells whether it was deleted. `stopped`: never sent.
 */
export type BulkItemState = 'waiting' | 'running' | 'done' | 'gone' | 'failed' | 'unknown' | 'stopped';

/** What an item shows of its failure. JSON-safe. */
export interface BulkItemError {
  readonly kind: ApiErrorKind;
  /** The provider's own words, as text. */
  readonly detail: string | null;
}

/** How a deletion failed. An `ApiError` fits as it is. */
export interface BulkFailure extends BulkItemError {
  readonly retryAfterMs: number | null;
  /** True when it may have been carried out all the same. */
  readonly mayHaveActed: boolean;
}

export interface BulkItem {
  /** `idKey` of the backup. */
  readonly key: string;
  readonly state: BulkItemState;
  /** Of the latest attempt, while it is `failed` or `unknown`. */
  readonly error?: BulkItemError;
}

/** A run over several backups, from the first click to the last line. Times are epoch ms. */
export interface BulkRun {
  readonly items: readonly BulkItem[];
  readonly isStarted: boolean;
  /** Nothing more is started, until a retry. */
  readonly isStopped: boolean;
  /** The provider asked to wait until then. */
  readonly pausedUntilMs: number | null;
}

/**
 * `started` claims an item: send its deletion only if the state after the event has it running and the one before
 * had it waiting. The answer events count for running items only; `gone` (a 404) for an unknown one too, when a
 * complete list shows that it is gone. `stop` and `retryFailed` come from the person.
 */
export type BulkEvent =
  | { readonly type: 'start' }
  | { readonly type: 'started'; readonly key: string; readonly nowMs: number }
  | { readonly type: 'succeeded'; readonly key: string }
  | { readonly type: 'gone'; readonly key: string }
  | { readonly type: 'failed'; readonly key: string; readonly error: BulkFailure; readonly nowMs: number }
  | { readonly type: 'stop' }
  | { readonly type: 'retryFailed' }
  | { readonly type: 'retryAfterElapsed'; readonly nowMs: number };

/** A run that waits for `start`. Leave out what must not be deleted in bulk (`canBulkDelete`). */
export function createBulkRun(keys: readonly string[]): BulkRun {
  return {
    items: [...new Set(keys)].map((key) => ({ key, state: 'waiting' })),
    isStarted: false,
    isStopped: false,
    pausedUntilMs: null,
  };
}

/** The items to start now, in their order; empty while stopped, paused or full. Claim each by `started` first. */
export function nextStarts(run: BulkRun, nowMs: number): readonly string[] {
  if (!run.isStarted || run.isStopped || isPaused(run, nowMs)) return [];
  const waiting: string[] = [];
  let free = BULK_CONCURRENCY;
  for (const { key, state } of run.items) {
    if (state === 'running') free -= 1;
    else if (state === 'waiting') waiting.push(key);
  }
  return waiting.slice(0, Math.max(0, free));
}

/** The run after an event; the same object when the event means nothing in this state. */
export function bulkReduce(run: BulkRun, event: BulkEvent): BulkRun {
  switch (event.type) {
    case 'start':
      return run.isStarted ? run : { ...run, isStarted: true };
    case 'started':
      if (!nextStarts(run, event.nowMs).includes(event.key)) return run;
      return withItem(run, event.key, ['waiting'], { key: event.key, state: 'running' });
    case 'succeeded':
      return withItem(run, event.key, ['running'], { key: event.key, state: 'done' });
    case 'gone':
      return withItem(run, event.key, ['running', 'unknown'], { key: event.key, state: 'gone' });
    case 'failed':
      return withFailure(run, event.key, event.error, event.nowMs);
    case 'stop':
      return stopped(run);
    case 'retryFailed':
      return withRetry(run);
    case 'retryAfterElapsed':
      return run.pausedUntilMs === null || isPaused(run, event.nowMs) ? run : { ...run, pausedUntilMs: null };
  }
}

/**
 * Every failure is an end until the person retries, also where the provider only asked to wait: nothing is sent
 * a second time by itself. After a 401 each further call could only fail alike, so the run stops.
 */
function withFailure(run: BulkRun, key: string, failure: BulkFailure, nowMs: number): BulkRun {
  const error = { kind: failure.kind, detail: failure.detail };
  const state = failure.mayHaveActed ? 'unknown' : 'failed';
  const failed = withItem(run, key, ['running'], { key, state, error });
  if (failed === run) return run;
  const waitMs = pauseMs(failure);
  const paused =
    waitMs === null ? failed : { ...failed, pausedUntilMs: Math.max(run.pausedUntilMs ?? 0, nowMs + waitMs) };
  return failure.kind === 'unauthorized' ? stopped(paused) : paused;
}

function pauseMs({ kind, retryAfterMs }: BulkFailure): number | null {
  if (retryAfterMs !== null && Number.isFinite(retryAfterMs)) return Math.max(0, retryAfterMs);
  return kind === 'rateLimited' ? BULK_DEFAULT_PAUSE_MS : null;
}

function stopped(run: BulkRun): BulkRun {
  if (run.isStopped) return run;
  const items = run.items.map(
    (item): BulkItem => (item.state === 'waiting' ? { key: item.key, state: 'stopped' } : item),
  );
  return { ...run, items, isStopped: true };
}

/** Unknown ones too: deleting what is gone already does no harm. A pause that the provider asked for stays. */
function withRetry(run: BulkRun): BulkRun {
  if (!run.items.some(isRetryable)) return run;
  const items = run.items.map(
    (item): BulkItem => (isRetryable(item) ? { key: item.key, state: 'waiting' } : item),
  );
  return { ...run, items, isStarted: true, isStopped: false };
}

function isRetryable({ state }: BulkItem): boolean {
  return state === 'failed' || state === 'unknown';
}

function isPaused(run: BulkRun, nowMs: number): boolean {
  return run.pausedUntilMs !== null && nowMs < run.pausedUntilMs;
}

function withItem(run: BulkRun, key: string, from: readonly BulkItemState[], next: BulkItem): BulkRun {
  const index = run.items.findIndex((item) => item.key === key);
  const item = run.items[index];
  if (item === undefined || !from.includes(item.state)) return run;
  return { ...run, items: run.items.with(index, next) };
}

/** How many items are in which state, and what the run is doing. */
export interface BulkSummary extends Readonly<Record<BulkItemState, number>> {
  readonly total: number;
  /**
   * `ready`: not started. `running`. `paused`: the provider asked to wait. `stopping`: running ones end, no more
   * start. `finished`: nothing is on its way and nothing will be. Closing asks while it is none of first and last.
   */
  readonly phase: 'ready' | 'running' | 'paused' | 'stopping' | 'finished';
  /** Failed and unknown ones: what a retry would send again. */
  readonly retryable: number;
}

export function summary(run: BulkRun, nowMs: number): BulkSummary {
  const counts = { waiting: 0, running: 0, done: 0, gone: 0, failed: 0, unknown: 0, stopped: 0 };
  for (const { state } of run.items) counts[state] += 1;
  return {
    ...counts,
    total: run.items.length,
    retryable: counts.failed + counts.unknown,
    phase: phaseOf(run, counts, nowMs),
  };
}

function phaseOf(
  run: BulkRun,
  { waiting, running }: Readonly<Record<'waiting' | 'running', number>>,
  nowMs: number,
): BulkSummary['phase'] {
  if (waiting + running === 0) return 'finished';
  if (!run.isStarted) return 'ready';
  if (run.isStopped) return 'stopping';
  return waiting > 0 && isPaused(run, nowMs) ? 'paused' : 'running';
}
