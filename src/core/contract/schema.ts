import * as v from 'valibot';
import type { Backup, Id } from '../backups/backup';
import { isCalendarDay } from '../lib/calendar-day';

/**
 * Answers of the provider as domain values. Strict on ids, because the right target depends on them; tolerant elsewhere,
 * because one odd field must not blank a page. Source: `Backup` of the Backups API document.
 */

/** An id, kept as received: a safe integer from 0, or 1–64 characters. */
export const idSchema = v.custom<Id>(isId, 'Not an id.');

function isId(value: unknown): value is Id {
  if (typeof value === 'string') return value !== '' && value.length <= 64;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Anything, or nothing: for fields that are read tolerantly. */
export const anythingSchema = v.optional(v.unknown());

/** The server is an object, or its bare id. */
interface RawBackup extends Readonly<Record<string, unknown>> {
  readonly id: Id;
  readonly server: Id | { readonly id: Id; readonly name?: unknown };
}

/**
 * One entry of `GET /backups/`, or the answer to a create. Two ids are all that can be wrong: a predicate finds that in
 * 20,000 entries 20 ms sooner than an object schema does.
 */
export const backupSchema = v.pipe(
  v.custom<RawBackup>(isRawBackup, 'No usable id, of the backup or of its server.'),
  v.transform(toBackup),
);

function isRawBackup(raw: unknown): raw is RawBackup {
  if (!isRecord(raw) || !isId(raw['id'])) return false;
  const { server } = raw;
  return isId(isRecord(server) ? server['id'] : server);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function toBackup(raw: RawBackup): Backup {
  const expiresAt = isoOrNull(raw['expires_at']);
  const server = typeof raw.server === 'object' ? raw.server : { id: raw.server, name: undefined };
  return {
    id: raw.id,
    serverId: server.id,
    serverName: textOrNull(server.name) ?? String(server.id),
    type: textOrNull(raw['backup_type']) ?? 'unknown',
    status: textOrNull(raw['status']) ?? 'unknown',
    sizeMb: amountOrNull(raw['size_mb']),
    createdAt: isoOrNull(raw['created_at']),
    expiresAt,
    description: typeof raw['description'] === 'string' ? raw['description'] : '',
    ...(expiresAt === null && (raw['expires_at'] ?? '') !== '' ? { isExpiryUnreadable: true } : {}),
  };
}

/** One page of a list. */
export interface RawPage {
  readonly entries: readonly unknown[];
  /** How many entries there are on all pages; null when the provider does not say. */
  readonly count: number | null;
  /** Where the next page is; null on the last one. */
  readonly next: string | null;
}

/** `{count, next, results}` as documented, or a bare array. Entries are left for {@link backupSchema} and the like. */
export const pageSchema = v.union([
  v.pipe(
    v.array(v.unknown()),
    v.transform((entries): RawPage => ({ entries, count: null, next: null })),
  ),
  v.pipe(
    v.object({ count: anythingSchema, next: anythingSchema, results: v.array(v.unknown()) }),
    v.transform(({ count, next, results }): RawPage => {
      const amount = amountOrNull(count);
      return {
        entries: results,
        count: amount !== null && Number.isSafeInteger(amount) ? amount : null,
        next: textOrNull(next),
      };
    }),
  ),
]);

const messageSchema = v.object({ message: anythingSchema });

/** What the provider says beside the data it answers a write with, as text; null when nothing. */
export function messageIn(body: unknown): string | null {
  const result = v.safeParse(messageSchema, body);
  return result.success ? textOrNull(result.output.message) : null;
}

/** A text that says something, as it came. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/**
 * A number from 0 on, also when it came as text (`"4523"`, as decimals do in Django REST). None that is larger than
 * whole numbers are exact: no amount of anything is, and a sum of such would be infinite.
 */
export function amountOrNull(value: unknown): number | null {
  const amount = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  // Never -0, which does not survive JSON.
  const isAmount = typeof amount === 'number' && amount >= 0 && amount <= Number.MAX_SAFE_INTEGER;
  return isAmount ? amount + 0 : null;
}

/** The documented form of an instant that every calendar has. */
const PLAIN_UTC =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z$/;
const ISO_PARTS = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** An instant in the form of `toISOString`. Without a zone it is UTC, as everything at the provider is. */
export function isoOrNull(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Formatting is the dearest part of decoding a long list, and nearly every date has its form already.
  // Joined it is one text; added up it is two, which whoever reads it first pays for.
  if (PLAIN_UTC.test(value)) return [value.slice(0, -1), '.000Z'].join('');
  const parts = ISO_PARTS.exec(value.trim());
  if (parts === null) return null;
  const [, day = '', time = '00:00', zone = 'Z'] = parts;
  if (!isCalendarDay(day)) return null;
  const date = new Date(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
