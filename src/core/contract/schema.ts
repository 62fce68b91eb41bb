import * as v from 'valibot';
import type { Backup, Id } from '../backups/backup';
import { isCalendarDay } from '../lib/calendar-day';

// The provider's answers as domain values. Strict on ids, because the right target depends on them; tolerant elsewhere,
// because one odd field must not break a page. Source: `Backup` in the Backups API document.

/** An id, kept as received: a safe integer from 0, or 1–64 characters. */
export const idSchema = v.custom<Id>(isId, 'Not an id.');

function isId(value: unknown): value is Id {
  if (typeof value === 'string') return value !== '' && value.length <= 64;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Anything with a usable id, as it came. */
export const identifiedSchema = v.custom<Identified>(
  (raw) => isRecord(raw) && isId(raw['id']),
  'No usable id.',
);
interface Identified extends Readonly<Record<string, unknown>> {
  readonly id: Id;
}

/** An instant of the gateway's own JSON, ISO 8601. */
export const isoSchema = v.pipe(v.string(), v.isoTimestamp());

/** For fields that are decoded tolerantly. */
export const anythingSchema = v.optional(v.unknown());

export interface RawBackup extends Identified {
  readonly server: Id | { readonly id: Id; readonly name?: unknown };
}

/**
 * One entry of `GET /backups/`, or the answer to a create. Only the two ids can be invalid; checking them with a
 * predicate is 20 ms faster than with an object schema on 20,000 entries.
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
  /** Number of entries on all pages; null when not given. */
  readonly count: number | null;
  /** Address of the next page; null on the last. */
  readonly next: string | null;
}

/** `{count, next, results}` as documented, or a bare array. Entries are decoded by schemas such as {@link backupSchema}. */
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

/** The message in the answer to a write, or null. */
export function messageIn(body: unknown): string | null {
  const result = v.safeParse(messageSchema, body);
  return result.success ? textOrNull(result.output.message) : null;
}

/** A text that is not blank, unchanged. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A number from 0 to the largest exact integer, also as text (`"4523"`, as Django REST writes decimals). */
export function amountOrNull(value: unknown): number | null {
  const amount = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  // `+ 0` turns -0, which JSON cannot represent, into 0.
  const isAmount = typeof amount === 'number' && amount >= 0 && amount <= Number.MAX_SAFE_INTEGER;
  return isAmount ? amount + 0 : null;
}

/** The documented form of an instant, on a day that exists. */
const PLAIN_UTC =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z$/;
const ISO_PARTS = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** An instant in the form of `toISOString`. Without a time zone it is UTC. */
export function isoOrNull(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Formatting dominates the decoding of a long list, and nearly every date has the right form already.
  // `join` makes a flat string; concatenation makes a rope, which the first reader would have to flatten.
  if (PLAIN_UTC.test(value)) return [value.slice(0, -1), '.000Z'].join('');
  const parts = ISO_PARTS.exec(value.trim());
  if (parts === null) return null;
  const [, day = '', time = '00:00', zone = 'Z'] = parts;
  if (!isCalendarDay(day)) return null;
  const date = new Date(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
