import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { activityKeys } from '../../../api/activity-keys';
import { deleteBackup, dropDeletedBackup } from '../../../api/backups';
import { type Backup, idKey } from '../../../core/backups/backup';
import { ApiError } from '../../../core/contract/errors';
import {
  type BulkEvent,
  type BulkFailure,
  type BulkRun,
  type BulkSummary,
  bulkReduce,
  createBulkRun,
  nextStarts,
  summary,
} from '../../../core/deletion/bulk-runner';
import { setSelected } from '../selection';

const PAUSE_TICK_MS = 1_000;

export interface BulkDelete {
  readonly run: BulkRun;
  readonly summary: BulkSummary;
  readonly start: () => void;
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

/** Carries out a bulk deletion by the rules of `core/deletion/bulk-runner`. */
export function useBulkDelete(backups: readonly Backup[]): BulkDelete {
  const client = useQueryClient();
  const [run, setRun] = useState(() => createBulkRun(backups.map(({ id }) => idKey(id))));
  const [nowMs, setNowMs] = useState(() => Date.now());
  // The state between renders: two answers in one frame must see each other's changes.
  const current = useRef(run);
  const byKey = useRef(new Map(backups.map((backup) => [idKey(backup.id), backup])));

  const apply = useCallback((event: BulkEvent): boolean => {
    const next = bulkReduce(current.current, event);
    const isChanged = next !== current.current;
    current.current = next;
    if (isChanged) setRun(next);
    return isChanged;
  }, []);

  const pump = useCallback(() => {
    const send = async (key: string): Promise<void> => {
      const backup = byKey.current.get(key);
      if (backup === undefined) return;
      try {
        await deleteBackup(backup.id);
        dropDeletedBackup(client, backup.id);
        setSelected([key], false);
        apply({ type: 'succeeded', key });
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'notFound') {
          dropDeletedBackup(client, backup.id);
          setSelected([key], false);
          apply({ type: 'gone', key });
        } else {
          apply({ type: 'failed', key, error: failureOf(error), nowMs: Date.now() });
        }
      }
      setNowMs(Date.now());
      // The activity log has a new entry either way.
      void client.invalidateQueries({ queryKey: activityKeys.every });
      pump();
    };
    for (const key of nextStarts(current.current, Date.now())) {
      // Marked as started before it is sent, so that it is sent once.
      if (apply({ type: 'started', key, nowMs: Date.now() })) void send(key);
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

  const command = (type: 'start' | 'stop' | 'retryFailed') => () => {
    apply({ type });
    setNowMs(Date.now());
    pump();
  };
  return {
    run,
    summary: summary(run, nowMs),
    start: command('start'),
    stop: command('stop'),
    retryFailed: command('retryFailed'),
    pauseLeftMs: pausedUntilMs === null ? 0 : Math.max(0, pausedUntilMs - nowMs),
  };
}
