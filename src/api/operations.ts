import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import type { Id } from '../core/backups/backup';
import { reportContractIssue } from '../core/contract/contract-issues';
import { ApiError } from '../core/contract/errors';
import { toWire } from '../core/contract/wire-case';
import { nextListMs, POLL_FAST_MS, POLL_STEADY_MS } from '../core/polling/polling';
import {
  type RestoreOperation,
  type StartOperation,
  wireOperationSchema,
  wireOperationsSchema,
} from '../core/restore/restore-operation';
import { isEnded } from '../core/restore/safe-restore';
import {
  type NextRun,
  nextRunSchema,
  type RunUnderWay,
  runUnderWaySchema,
} from '../core/schedules/run-under-way';
import { changeCachedList } from './client/cached-list';
import { decodeAnswer, reasonOf, send } from './client/http';
import { listOf, type TaggedList } from './client/pagination';
import { failureOf, LIVE_POLICY } from './client/policy';

const PATH = '/api/operations';

export const operationKeys = {
  every: ['operations'],
  list: ['operations', 'list'],
  one: (id: string) => ['operations', 'one', id],
} as const;

/** What the gateway carries out for this account. */
export interface UnderWay {
  /** Restores that are not dismissed, oldest first. */
  readonly operations: readonly RestoreOperation[];
  /** Runs of schedules in progress, oldest first. */
  readonly runs: readonly RunUnderWay[];
  /** The next planned run. */
  readonly nextRun: NextRun | null;
}
type Answer = TaggedList<UnderWay>;

const underWayOptions = () =>
  queryOptions({
    ...LIVE_POLICY,
    queryKey: operationKeys.list,
    queryFn: async ({ client, signal }): Promise<Answer> => {
      const known = client.getQueryData<Answer>(operationKeys.list);
      const ifNoneMatch = known?.etag ?? undefined;
      const answer = await send({ method: 'GET', path: PATH, ifNoneMatch }, { signal });
      if (answer.isUnchanged && known !== undefined) return known;
      const { operations, runs, next_run: next } = decodeAnswer(wireOperationsSchema, answer);
      const list = {
        operations: operations.flatMap((raw) => readOne(wireOperationSchema, raw)),
        runs: runs.flatMap((raw) => readOne(runUnderWaySchema, raw)),
        nextRun: next == null ? null : (readOne(nextRunSchema, next)[0] ?? null),
      };
      return { list, etag: answer.etag };
    },
    refetchInterval: (query) => {
      const failure = failureOf(query);
      if (failure !== null) return nextListMs(failure);
      const { data } = query.state;
      if (data?.list.operations.some(isRunning) === true) return POLL_FAST_MS;
      // A run may take hours, so it is polled less often.
      return (data?.list.runs.length ?? 0) === 0 ? nextListMs(null) : POLL_STEADY_MS;
    },
    refetchOnWindowFocus: 'always',
  });

/** Restores and runs of schedules; polled while one is in progress. */
export function underWayQuery() {
  return queryOptions({ ...underWayOptions(), select: listOf });
}

/** Only the restores. */
export function operationsQuery() {
  return queryOptions({ ...underWayOptions(), select: ({ list }: Answer) => list.operations });
}

/** One operation, also a dismissed one; null if there is none. */
export function operationQuery(id: string) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: operationKeys.one(id),
    queryFn: async ({ signal }): Promise<RestoreOperation | null> => {
      try {
        return decodeAnswer(wireOperationSchema, await send({ method: 'GET', path: pathOf(id) }, { signal }));
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'notFound') return null;
        throw error;
      }
    },
  });
}

function isRunning({ state }: RestoreOperation): boolean {
  return !isEnded(state) && !state.isAwaitingPerson;
}

function readOne<T>(schema: v.GenericSchema<unknown, T>, raw: unknown): readonly T[] {
  const read = v.safeParse(schema, raw);
  if (read.success) return [read.output];
  reportContractIssue(`An operation could not be read. ${reasonOf(read.issues)}`);
  return [];
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

export interface StartRestoreInput {
  readonly operationId: string;
  readonly serverId: Id;
  readonly backupId: Id;
  readonly isWithCopy: boolean;
  /** 90th percentile of the observed durations of this server's backups; null while unknown. */
  readonly usualP90Ms: number | null;
}

/**
 * Starts a restore by the gateway; sent once. Without a safety backup it responds when the provider has. Throws
 * `ApiError`; with `mayHaveActed` it is unknown whether it started.
 */
export async function startRestore(client: QueryClient, input: StartRestoreInput): Promise<RestoreOperation> {
  const { operationId, serverId, backupId, isWithCopy, usualP90Ms } = input;
  const request = { operationId, serverId, backupId, safetyBackup: isWithCopy, usualP90Ms };
  return await post(client, PATH, { kind: 'safe_restore', ...request });
}

/**
 * Stops an operation before its next write, continues it, or dismisses its result. Throws `ApiError`; with
 * `mayHaveActed` it is unknown whether that was done, and asking again does no harm.
 */
export function decideOperation(
  client: QueryClient,
  id: string,
  decision: 'stop' | 'continue' | 'dismiss',
): Promise<RestoreOperation> {
  return post(client, `${pathOf(id)}/${decision}`);
}

async function post(client: QueryClient, path: string, request?: StartOperation): Promise<RestoreOperation> {
  try {
    const answer = await send({ method: 'POST', path, json: request && toWire(request) });
    const operation = decodeAnswer(wireOperationSchema, answer, true);
    const { operationId } = operation.state;
    client.setQueryData(operationKeys.one(operationId), operation);
    changeCachedList(client, operationKeys.list, ({ operations, ...rest }: UnderWay): UnderWay => {
      const isKnown = operations.some(({ state }) => state.operationId === operationId);
      const next = isKnown
        ? operations.map((each) => (each.state.operationId === operationId ? operation : each))
        : [...operations, operation];
      return { operations: next.filter(({ isDismissed }) => !isDismissed), ...rest };
    });
    return operation;
  } finally {
    // It may have undone another operation; after a lost answer it may have been carried out.
    void client.invalidateQueries({ queryKey: operationKeys.list });
  }
}
