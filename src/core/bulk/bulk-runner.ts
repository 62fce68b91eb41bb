import type { ApiError, ApiErrorFields } from '../contract/errors';
import { countBy } from '../lib/count-by';
import { RETRY_STEPS_MS } from '../polling/retry';

/** Number of requests sent at the same time. */
export const BULK_CONCURRENCY = 2;
/** How long the run pauses when rate limited without a `Retry-After`. */
export const BULK_DEFAULT_PAUSE_MS = RETRY_STEPS_MS[0];

/**
 * `done`: carried out by this run. `gone`: what was to be deleted is no longer there. `unknown`: sent, with no answer
 * that tells whether it was carried out. `stopped`: never sent.
 */
export const BULK_STATES = ['waiting', 'running', 'done', 'gone', 'failed', 'unknown', 'stopped'] as const;
type BulkItemState = (typeof BULK_STATES)[number];

/** How a request failed. The optional fields fill its message. */
export type BulkFailure = Pick<ApiError, 'kind' | 'detail' | 'retryAfterMs' | 'mayHaveActed'> &
  Pick<ApiErrorFields, 'status' | 'fieldErrors' | 'gatewayCode'>;

export interface BulkItem {
  /** `idKey` of its subject. */
  readonly key: string;
  readonly state: BulkItemState;
  /** Of the latest attempt, while it is `failed` or `unknown`. */
  readonly error?: Pick<ApiError, 'kind' | 'detail' | 'status' | 'fieldErrors' | 'gatewayCode'>;
}

/** Several requests of one kind, such as deletions. Times are epoch ms. */
export interface BulkRun {
  /** Whether an unknown outcome may be retried: a second deletion does no harm, a second backup does. */
  readonly isRepeatable: boolean;
  readonly items: readonly BulkItem[];
  readonly isStarted: boolean;
  /** Nothing more is sent until a retry. */
  readonly isStopped: boolean;
  /** Until when the provider asked to wait. */
  readonly pausedUntilMs: number | null;
}

/**
 * `started` claims an item: send its request only if this event changed it from waiting to running. Answers count
 * for running items only; `gone` (a 404, or a complete list without it) also for an unknown one.
 */
export type BulkEvent =
  /** `keys`: the items to send; the others are left out. */
  | { readonly type: 'start'; readonly keys?: readonly string[] }
  | { readonly type: 'started'; readonly key: string; readonly nowMs: number }
  | { readonly type: 'succeeded'; readonly key: string }
  | { readonly type: 'gone'; readonly key: string }
  | { readonly type: 'failed'; readonly key: string; readonly error: BulkFailure; readonly nowMs: number }
  | { readonly type: 'stop' }
  | { readonly type: 'retryFailed' }
  | { readonly type: 'retryAfterElapsed'; readonly nowMs: number };

/** A run that waits for `start`. */
export function createBulkRun(keys: readonly string[], isRepeatable: boolean): BulkRun {
  return {
    isRepeatable,
    items: [...new Set(keys)].map((key) => ({ key, state: 'waiting' })),
    isStarted: false,
    isStopped: false,
    pausedUntilMs: null,
  };
}

/** A run interrupted by a reload: requests in progress have an unknown outcome, the rest was never sent. */
export function cutOffBulkRun(items: readonly BulkItem[], isRepeatable: boolean): BulkRun {
  const run = { ...createBulkRun([], isRepeatable), items, isStarted: true };
  return stopped({ ...run, items: moved(run, (state) => state === 'running', 'unknown') });
}

/** The items to send now, in order, to be claimed by `started`; empty while stopped, paused or full. */
export function nextStarts(run: BulkRun, nowMs: number): readonly string[] {
  if (!run.isStarted || run.isStopped || isPaused(run, nowMs)) return [];
  const inState = (wanted: BulkItemState) => run.items.filter(({ state }) => state === wanted);
  const free = Math.max(0, BULK_CONCURRENCY - inState('running').length);
  return inState('waiting')
    .slice(0, free)
    .map(({ key }) => key);
}

/** The run after an event; the same object when the event does not apply. */
export function bulkReduce(run: BulkRun, event: BulkEvent): BulkRun {
  switch (event.type) {
    case 'start':
      if (run.isStarted) return run;
      return {
        ...run,
        items: run.items.filter(({ key }) => event.keys?.includes(key) ?? true),
        isStarted: true,
      };
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
 * A failure stays until the person retries, also when rate limited: nothing is sent again automatically. After a 401
 * every further call would fail too, so the run stops.
 */
function withFailure(run: BulkRun, key: string, failure: BulkFailure, nowMs: number): BulkRun {
  const { kind, detail, status = null, fieldErrors = {}, gatewayCode = null } = failure;
  const error = { kind, detail, status, fieldErrors, gatewayCode };
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
  return { ...run, items: moved(run, (state) => state === 'waiting', 'stopped'), isStopped: true };
}

/** A pause stays. */
function withRetry(run: BulkRun): BulkRun {
  const isRetried = (state: BulkItemState) => isRetryable(run, state);
  if (!run.items.some(({ state }) => isRetried(state))) return run;
  return { ...run, items: moved(run, isRetried, 'waiting'), isStarted: true, isStopped: false };
}

function isRetryable({ isRepeatable }: BulkRun, state: BulkItemState): boolean {
  return state === 'failed' || (isRepeatable && state === 'unknown');
}

/** The items, those in some states moved to another one. */
function moved(run: BulkRun, isFrom: (state: BulkItemState) => boolean, to: BulkItemState): BulkItem[] {
  return run.items.map((item) => (isFrom(item.state) ? { key: item.key, state: to } : item));
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

/** The number of items in each state, and what the run is doing. */
export interface BulkSummary extends Readonly<Record<BulkItemState, number>> {
  readonly total: number;
  /**
   * `ready`: not started. `paused`: the provider asked to wait. `stopping`: running items end, none is sent.
   * `finished`: nothing is under way or waiting. Closing needs confirmation in all but `ready` and `finished`.
   */
  readonly phase: 'ready' | 'running' | 'paused' | 'stopping' | 'finished';
  /** Items that a retry would send again: failed ones and, in a repeatable run, unknown ones. */
  readonly retryable: number;
}

export function summary(run: BulkRun, nowMs: number): BulkSummary {
  const counts = countBy(
    BULK_STATES,
    run.items.map(({ state }) => state),
  );
  const { waiting, running, failed, unknown } = counts;
  const retryable = failed + (run.isRepeatable ? unknown : 0);
  const phase = () => {
    if (waiting + running === 0) return 'finished';
    if (!run.isStarted) return 'ready';
    if (run.isStopped) return 'stopping';
    return waiting > 0 && isPaused(run, nowMs) ? 'paused' : 'running';
  };
  return { ...counts, total: run.items.length, retryable, phase: phase() };
}
