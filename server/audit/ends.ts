import { type SqlBool, sql } from 'kysely';
import * as v from 'valibot';
import { idKey, isWholeList } from '../../src/core/backups/backup';
import { backupSchema, identifiedSchema, idSchema, pageSchema } from '../../src/core/contract/schema';
import { createListReading } from '../../src/core/contract/schema-list';
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
import type { SightingRow } from '../database/schema/activity';
import { firstIdAt, madeAtMs } from '../database/time-id';
import type { Log } from '../http/log';
import { jsonIn } from '../provider/answer';
import type { HeardRead, ReadListener } from '../provider/upstream';
import { type EntryScope, passes } from './entry-filter';

/** Other gateways on the same database send writes too. */
const READ_AGAIN_MS = MINUTE_MS;

/** An accepted create or restore whose end is unknown. */
export interface PendingEnd {
  readonly intentId: string;
  readonly action: 'create_backup' | 'restore_server';
  /** `idKey` of the new backup, or of the restored server. */
  readonly targetKey: string;
  readonly serverKey: string | null;
  /** Epoch ms of this machine. */
  readonly acceptedMs: number;
  /** When it was last seen running, ISO in the clock of the entries; null if never. */
  readonly lastRunningAt: string | null;
}

/**
 * Finds out how accepted creates and restores ended, from lists that are read anyway, and stores each end once. Parses
 * nothing while nothing is pending.
 */
export interface EndObserver extends ReadListener {
  /** Adds a create or restore that the provider has just accepted. */
  accepted(pending: PendingEnd): void;
  /** Resolves once everything heard so far is stored. */
  settled(): Promise<void>;
}

interface Seen {
  readonly pending: PendingEnd;
  readonly sighting: Sighting;
  readonly status: string | null;
}

/** @param now clock of the entries, epoch ms */
export function createEndObserver(scope: EntryScope, log: Log, now: () => number): EndObserver {
  const store = createSightingStore(scope);
  const waiting = new Map<string, PendingEnd>();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let work: Promise<void> = Promise.resolve();

  const add = (pending: PendingEnd): void => {
    if (!waiting.has(pending.intentId)) waiting.set(pending.intentId, pending);
  };
  async function note({ pending, sighting, status }: Seen): Promise<void> {
    const time = new Date(now()).toISOString();
    const { intentId, lastRunningAt } = pending;
    if (sighting === 'running') waiting.set(intentId, { ...pending, lastRunningAt: time });
    else waiting.delete(intentId);
    // Of several sightings of a running one, only the first is stored.
    if (sighting === 'running' && lastRunningAt !== null) return;
    await store.add({ intent_id: intentId, seen: sighting, time, last_running_at: lastRunningAt, status });
  }
  async function look(read: HeardRead): Promise<void> {
    if (performance.now() - readAtMs >= READ_AGAIN_MS) {
      readAtMs = performance.now();
      for (const pending of await store.pending(Date.now() - END_UNSEEN_AFTER_MS)) add(pending);
    }
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

function sightingsIn(
  { call, body, startedAtMs }: HeardRead,
  waiting: readonly PendingEnd[],
): readonly Seen[] {
  const isOfBackups = call.route === '/backups/';
  const subjects = waiting.filter(
    ({ action, acceptedMs }) =>
      (action === 'create_backup') === isOfBackups &&
      // An earlier read shows the state before the request.
      acceptedMs <= startedAtMs,
  );
  if (subjects.length === 0) return [];
  const json = jsonIn(body);
  const page = v.safeParse(pageSchema, json);
  const reading = createListReading(new URLSearchParams(), identifiedSchema);
  reading.add(page.success ? page.output : { entries: [json], count: null, next: null });
  const answer = reading.answer();
  const byId = new Map(answer.entries.map((entry) => [idKey(entry.id), entry]));
  if (!isOfBackups) return restoresSeen(subjects, byId, startedAtMs);
  const query = new URLSearchParams(call.path.split('?')[1] ?? '');
  const isWhole =
    page.success && isWholeList(answer) && [...query.keys()].every((key) => key === 'server_id');
  const server = query.get('server_id');
  const mustList = (pending: PendingEnd) => isWhole && (server === null || server === pending.serverKey);
  return subjects.flatMap((pending) => {
    const entry = byId.get(pending.targetKey);
    const listed = v.safeParse(backupSchema, entry);
    // Listed, but malformed: nothing can be concluded.
    if (entry !== undefined && !listed.success) return [];
    const backup = listed.success ? listed.output : undefined;
    const agoMs = startedAtMs - pending.acceptedMs;
    const sighting = sightingOfBackup(backup, { isWhole: mustList(pending), agoMs });
    return sighting === null ? [] : [{ pending, sighting, status: backup?.status ?? null }];
  });
}

function restoresSeen(
  subjects: readonly PendingEnd[],
  byId: ReadonlyMap<string, unknown>,
  startedAtMs: number,
): Seen[] {
  // A server's status only concerns its latest restore.
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

const resultSchema = v.object({ backupId: idSchema });

function createSightingStore(scope: EntryScope) {
  const { db } = scope.database;
  return {
    /** @param sinceMs accepted after this, epoch ms of this machine */
    async pending(sinceMs: number): Promise<readonly PendingEnd[]> {
      const rows = await db
        .selectFrom('activity_intent as entry')
        .innerJoin('activity_outcome as answer', 'answer.intent_id', 'entry.id')
        .leftJoin('activity_sighting as running', (join) =>
          join.onRef('running.intent_id', '=', 'entry.id').on('running.seen', '=', 'running'),
        )
        .select([
          'entry.id',
          'entry.time',
          'entry.action',
          'entry.server_key',
          'answer.result',
          'answer.time as answered',
          'running.time as running_at',
        ])
        .where(passes('entry', {}, scope))
        .where('entry.id', '>=', firstIdAt(sinceMs))
        .where('answer.outcome', '=', 'succeeded')
        .where(
          sql<SqlBool>`not exists (select 1 from activity_sighting as seen
            where seen.intent_id = entry.id and seen.seen <> 'running')`,
        )
        .orderBy('entry.id')
        .execute();
      return rows.flatMap(
        ({ id, action, server_key: serverKey, result, time, answered, running_at }): PendingEnd[] => {
          const waitedMs = Date.parse(answered) - Date.parse(time);
          const pending = {
            intentId: id,
            serverKey,
            // Ids carry this machine's clock, rows may carry the sandbox's.
            acceptedMs: madeAtMs(id) + (Number.isFinite(waitedMs) ? Math.max(0, waitedMs) : 0),
            lastRunningAt: running_at,
          };
          if (action === 'restore_server' && serverKey !== null) {
            return [{ ...pending, action, targetKey: serverKey }];
          }
          const made = v.safeParse(resultSchema, parseJson(result ?? ''));
          return action === 'create_backup' && made.success
            ? [{ ...pending, action, targetKey: idKey(made.output.backupId) }]
            : [];
        },
      );
    },
    /** Does nothing when another gateway has added it. */
    async add(row: SightingRow): Promise<void> {
      // SQLite's triggers refuse a second row before they look at the conflict clause.
      await sql`insert into activity_sighting (intent_id, seen, time, last_running_at, status)
        select ${row.intent_id}, ${row.seen}, ${row.time}, ${row.last_running_at}, ${row.status}
        where not exists (select 1 from activity_sighting
          where intent_id = ${row.intent_id} and seen = ${row.seen})
        on conflict do nothing`.execute(db);
    },
  };
}
