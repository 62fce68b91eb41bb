import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { backupSchema, idSchema, pageSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { parseJson } from '../../src/core/lib/parse-json';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import {
  END_UNSEEN_AFTER_MS,
  type Sighting,
  sightingOfBackup,
  sightingOfRestore,
} from '../../src/core/restore/observed-end';
import { databaseErrorCode } from '../database/error-code';
import type { Log } from '../http/log';
import type { HeardRead, ReadListener } from '../provider/upstream';
import type { PendingEnd, SightingStore } from './sighting-store';

/** Another gateway on the same database may have sent something too. */
const READ_AGAIN_MS = MINUTE_MS;

/**
 * Finds out how accepted creates and restores ended, from lists that are read anyway, and writes each end down once.
 * Nothing is parsed while nothing is pending.
 */
export interface EndObserver extends ReadListener {
  /** A create or restore that the provider has just accepted. */
  accepted(pending: PendingEnd): void;
  /** Resolves when everything heard so far is written down. */
  settled(): Promise<void>;
}

export interface EndObserverOptions {
  readonly store: SightingStore;
  readonly log: Log;
  /** The time that entries carry, epoch ms. */
  readonly now: () => number;
}

interface Waiting extends Omit<PendingEnd, 'lastRunningAt'> {
  /** ISO, in the time that entries carry. */
  lastRunningAt: string | null;
}

interface Seen {
  readonly pending: Waiting;
  readonly sighting: Sighting;
  readonly status: string | null;
}

export function createEndObserver({ store, log, now }: EndObserverOptions): EndObserver {
  const waiting = new Map<string, Waiting>();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let work: Promise<void> = Promise.resolve();

  const add = (pending: PendingEnd): void => {
    if (!waiting.has(pending.intentId)) waiting.set(pending.intentId, { lastRunningAt: null, ...pending });
  };
  async function readAgain(): Promise<void> {
    if (performance.now() - readAtMs < READ_AGAIN_MS) return;
    readAtMs = performance.now();
    for (const pending of await store.pending(Date.now() - END_UNSEEN_AFTER_MS)) add(pending);
  }
  async function note({ pending, sighting, status }: Seen): Promise<void> {
    const time = new Date(now()).toISOString();
    const isFirst = pending.lastRunningAt === null;
    const { intentId, lastRunningAt } = pending;
    if (sighting === 'running') {
      pending.lastRunningAt = time;
      if (!isFirst) return;
    } else {
      waiting.delete(intentId);
    }
    await store.add({ intent_id: intentId, seen: sighting, time, last_running_at: lastRunningAt, status });
  }
  async function look(read: HeardRead): Promise<void> {
    await readAgain();
    for (const [id, { acceptedMs }] of waiting) {
      if (Date.now() - acceptedMs > END_UNSEEN_AFTER_MS) waiting.delete(id);
    }
    for (const seen of sightingsIn(read, [...waiting.values()])) await note(seen);
  }

  return {
    accepted: add,
    wants: ({ route }) =>
      LISTS.has(route) && (waiting.size > 0 || performance.now() - readAtMs >= READ_AGAIN_MS),
    heard(read) {
      work = work
        .then(() => look(read))
        .catch((error: unknown) => {
          log.event('activity_end_lost', { code: databaseErrorCode(error) });
        });
    },
    settled: () => work,
  };
}

const LISTS: ReadonlySet<string> = new Set(['/backups/', '/servers/', '/servers/{id}/']);

function sightingsIn(read: HeardRead, waiting: readonly Waiting[]): readonly Seen[] {
  const { call, startedAtMs } = read;
  // What was read before the provider accepted tells of the time before.
  const asked = waiting.filter(({ acceptedMs }) => acceptedMs <= startedAtMs);
  const isOfBackups = call.route === '/backups/';
  const subjects = asked.filter(({ action }) => (action === 'create_backup') === isOfBackups);
  if (subjects.length === 0) return [];
  const body = parseJson(new TextDecoder().decode(read.body));
  const page = v.safeParse(pageSchema, body);
  const entries = page.success ? page.output.entries : [body];
  const byId = new Map(
    entries.flatMap((entry) => {
      const identified = v.safeParse(identifiedSchema, entry);
      return identified.success ? [[idKey(identified.output.id), entry] as const] : [];
    }),
  );
  const isWhole =
    page.success &&
    page.output.next === null &&
    byId.size === entries.length &&
    entries.length >= (page.output.count ?? 0);
  return (isOfBackups ? backupsSeen : restoresSeen)(subjects, {
    byId,
    isWhole,
    startedAtMs,
    path: call.path,
  });
}

const identifiedSchema = v.object({ id: idSchema });

interface Shown {
  readonly byId: ReadonlyMap<string, unknown>;
  readonly isWhole: boolean;
  readonly startedAtMs: number;
  /** Path and query of the call. */
  readonly path: string;
}

function backupsSeen(subjects: readonly Waiting[], { byId, isWhole, startedAtMs, path }: Shown): Seen[] {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const server = query.get('server_id');
  const isFiltered = [...query.keys()].some((key) => key !== 'server_id');
  return subjects.flatMap((pending) => {
    const entry = byId.get(pending.targetKey);
    const listed = v.safeParse(backupSchema, entry);
    // It is in the list, only not in a form that tells anything.
    if (entry !== undefined && !listed.success) return [];
    const mustHave = isWhole && !isFiltered && (server === null || server === pending.serverKey);
    const sighting = sightingOfBackup(listed.success ? listed.output : undefined, {
      isWhole: mustHave,
      agoMs: startedAtMs - pending.acceptedMs,
    });
    const status = listed.success ? listed.output.status : null;
    return sighting === null ? [] : [{ pending, sighting, status }];
  });
}

function restoresSeen(subjects: readonly Waiting[], { byId, startedAtMs }: Shown): Seen[] {
  // Of two restores of one server, its status tells only of the later one.
  const latest = new Map(
    [...subjects].sort((a, b) => a.acceptedMs - b.acceptedMs).map((pending) => [pending.targetKey, pending]),
  );
  return [...latest.values()].flatMap((pending) => {
    const server = v.safeParse(serverSchema, byId.get(pending.targetKey));
    if (!server.success) return [];
    const { status } = server.output;
    const wasSeenRunning = pending.lastRunningAt !== null;
    const sighting = sightingOfRestore(status, { wasSeenRunning, agoMs: startedAtMs - pending.acceptedMs });
    return sighting === null ? [] : [{ pending, sighting, status }];
  });
}
