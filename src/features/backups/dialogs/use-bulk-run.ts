import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { activityKeys } from '../../../api/activity-keys';
import {
  type BulkEvent,
  type BulkFailure,
  type BulkRun,
  type BulkSummary,
  bulkReduce,
  nextStarts,
  summary,
} from '../../../core/bulk/bulk-runner';
import { ApiError } from '../../../core/contract/errors';

const PAUSE_TICK_MS = 1_000;

export interface Bulk {
  readonly run: BulkRun;
  readonly summary: BulkSummary;
  /** Sends these items, or all. */
  readonly start: (keys?: readonly string[]) => void;
  readonly stop: () => void;
  readonly retryFailed: () => void;
  /** The rest of the pause that the provider asked for. */
  readonly pauseLeftMs: number;
}

function failureOf(error: unknown): BulkFailure {
  return error instanceof ApiError
    ? error
    : { kind: 'contract', detail: null, retryAfterMs: null, mayHaveActed: true };
}

export interface BulkRunOptions {
  /** The run as it is when the dialog opens. */
  initial: () => BulkRun;
  /** Sends the request of one item; throws `ApiError`. */
  send: (key: string) => Promise<'succeeded' | 'gone'>;
  /** Called with every new state, before what it starts is sent. */
  onChange?: (run: BulkRun) => void;
}

/** Carries out several requests by the rules of `core/bulk/bulk-runner`. */
export function useBulkRun({ initial, send, onChange }: BulkRunOptions): Bulk {
  const client = useQueryClient();
  const [run, setRun] = useState(initial);
  const [nowMs, setNowMs] = useState(() => Date.now());
  // The state between renders: two answers in one frame must see each other's changes.
  const current = useRef(run);
  const latest = useRef({ send, onChange });
  useLayoutEffect(() => {
    latest.current = { send, onChange };
  });

  const apply = useCallback((event: BulkEvent): boolean => {
    const next = bulkReduce(current.current, event);
    const isChanged = next !== current.current;
    current.current = next;
    if (isChanged) {
      latest.current.onChange?.(next);
      setRun(next);
    }
    return isChanged;
  }, []);

  const pump = useCallback(() => {
    const sendOne = async (key: string): Promise<void> => {
      try {
        apply({ type: await latest.current.send(key), key });
      } catch (error) {
        apply({ type: 'failed', key, error: failureOf(error), nowMs: Date.now() });
      }
      setNowMs(Date.now());
      // The activity log has a new entry either way.
      void client.invalidateQueries({ queryKey: activityKeys.every });
      pump();
    };
    for (const key of nextStarts(current.current, Date.now())) {
      // Marked as started before it is sent, so that it is sent once.
      if (apply({ type: 'started', key, nowMs: Date.now() })) void sendOne(key);
    }
  }, [apply, client]);

  const { pausedUntilMs } = run;
  useEffect(() => {
    if (pausedUntilMs === null) return;
    const timer = setInterval(() => {
      setNowMs(Date.now());
      if (apply({ type: 'retryAfterElapsed', nowMs: Date.now() })) pump();
    }, PAUSE_TICK_MS);
    return () => clearInterval(timer);
  }, [pausedUntilMs, apply, pump]);

  // Leaving stops it: requests under way end, no more are sent.
  useEffect(
    () => () => {
      if (current.current.isStarted) apply({ type: 'stop' });
    },
    [apply],
  );

  const isUnderWay = run.isStarted && summary(run, nowMs).phase !== 'finished';
  useEffect(() => {
    if (!isUnderWay) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnderWay]);

  const command = (event: BulkEvent) => {
    apply(event);
    setNowMs(Date.now());
    pump();
  };
  return {
    run,
    summary: summary(run, nowMs),
    start: (keys) => command(keys === undefined ? { type: 'start' } : { type: 'start', keys }),
    stop: () => command({ type: 'stop' }),
    retryFailed: () => command({ type: 'retryFailed' }),
    pauseLeftMs: pausedUntilMs === null ? 0 : Math.max(0, pausedUntilMs - nowMs),
  };
}
