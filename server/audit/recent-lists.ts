import * as v from 'valibot';
import { type Backup, type Id, idKey } from '../../src/core/backups/backup';
import { backupSchema, idSchema, pageSchema } from '../../src/core/contract/schema';
import type { ForwardCall } from '../provider/forward-table';
import { parseJson } from '../provider/provider-words';
import type { UpstreamOutcome } from '../provider/upstream';

/** How long an answer may stand for the present. */
const FRESH_FOR_MS = 2 * 60_000;
const MAX_LISTS = 64;
const MAX_BYTES = 48 * 1024 * 1024;
/** What an answer of this form tells about. */
const SUBJECTS: ReadonlyMap<string, 'backups' | 'servers'> = new Map([
  ['/backups/', 'backups'],
  ['/servers/', 'servers'],
  ['/servers/{id}/', 'servers'],
]);

interface RecentList {
  readonly subject: 'backups' | 'servers';
  readonly path: string;
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** Entries by `idKey`; made when first asked for. */
  index: ReadonlyMap<string, unknown> | null;
}

export interface RecentLists {
  /** Keeps what a read was answered with, if it is a whole list or server. Costs nothing but the memory. */
  observe(call: ForwardCall, outcome: UpstreamOutcome): void;
  /** A backup as it was last seen, at most two minutes ago; null when it was not. */
  backup(id: Id): Backup | null;
  serverName(id: Id): string | null;
  /** How many bytes are kept. */
  bytes(): number;
}

/**
 * The provider's latest answers, as bytes. They are read only when a write asks for facts: a list passes far more
 * often than something is written, and parsing a long one takes its time. Bounded in number, size and age.
 */
export function createRecentLists(
  now: () => number = () => performance.now(),
  maxBytes: number = MAX_BYTES,
): RecentLists {
  let lists: RecentList[] = [];

  const forgetOld = (): void => {
    let bytes = 0;
    lists = lists.filter((list, place) => {
      bytes += list.bytes.byteLength;
      return place < MAX_LISTS && bytes <= maxBytes && now() - list.atMs < FRESH_FOR_MS;
    });
  };
  const find = (subject: RecentList['subject'], id: Id): unknown => {
    forgetOld();
    for (const list of lists) {
      if (list.subject !== subject) continue;
      list.index ??= indexOf(list);
      const entry = list.index.get(idKey(id));
      if (entry !== undefined) return entry;
    }
    return undefined;
  };

  return {
    observe(call, outcome) {
      const subject = SUBJECTS.get(call.route);
      if (call.method !== 'GET' || subject === undefined) return;
      if (outcome.kind !== 'answer' || outcome.status !== 200 || outcome.body === null) return;
      // Newest first; a later answer to the same question stands for the earlier one.
      const list = { subject, path: call.path, atMs: now(), bytes: outcome.body, index: null };
      lists = [list, ...lists.filter(({ path }) => path !== call.path)];
      forgetOld();
    },
    backup(id) {
      const result = v.safeParse(backupSchema, find('backups', id));
      return result.success ? result.output : null;
    },
    serverName(id) {
      const result = v.safeParse(namedSchema, find('servers', id));
      return result.success ? result.output.name : null;
    },
    bytes() {
      forgetOld();
      return lists.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    },
  };
}

/** Enough of an entry to tell which one it is; far cheaper to check than all of it. */
export const identifiedSchema = v.object({ id: idSchema });
const namedSchema = v.object({ name: v.string() });

function indexOf({ bytes }: RecentList): ReadonlyMap<string, unknown> {
  const index = new Map<string, unknown>();
  const body = parseJson(new TextDecoder().decode(bytes));
  const page = v.safeParse(pageSchema, body);
  // A single server is no page.
  for (const entry of page.success ? page.output.entries : [body]) {
    const identified = v.safeParse(identifiedSchema, entry);
    if (identified.success) index.set(idKey(identified.output.id), entry);
  }
  return index;
}
