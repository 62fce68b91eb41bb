import * as v from 'valibot';
import { NotSentError } from '../../server/provider/failures';
import type { FaultyAnswer } from './gateway';

/** Misbehaviour of the provider, for `fault` and `hold`. */

/** Answers this without carrying anything out. */
export function refuse(status: number, body: unknown, headers: HeadersInit = {}): FaultyAnswer {
  return () => Response.json(body, { status, headers });
}

function broken(): TypeError {
  return new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
}

/** The call is carried out, then the connection breaks. */
export const cutAfterActing: FaultyAnswer = async (carryOut) => {
  await carryOut();
  throw broken();
};

/** The connection breaks before anything is carried out; callers can't tell the difference. */
export const cutBeforeActing: FaultyAnswer = () => {
  throw broken();
};

/** Nobody listens at the provider's address. */
export const unreachable: FaultyAnswer = () => {
  throw new NotSentError({ code: 'ECONNREFUSED' });
};

const entrySchema = v.record(v.string(), v.unknown());
const listSchema = v.object({ count: v.number(), results: v.array(entrySchema) });
export type Entry = v.InferOutput<typeof entrySchema>;

/** The true list with its entries changed; the count follows. */
export function withEntries(edit: (entries: Entry[]) => Entry[]): FaultyAnswer {
  return async (carryOut) => {
    const { results } = v.parse(listSchema, await (await carryOut()).json());
    const edited = edit(results);
    return Response.json({ count: edited.length, results: edited });
  };
}

/** The true list with one entry changed. */
export function withEntry(id: number, change: Entry): FaultyAnswer {
  return withEntries((entries) =>
    entries.map((entry) => (entry['id'] === id ? { ...entry, ...change } : entry)),
  );
}

/** The true list without an entry. */
export function withoutEntry(id: number): FaultyAnswer {
  return withEntries((entries) => entries.filter((entry) => entry['id'] !== id));
}

/** The true answer about one thing, with some fields changed. */
export function withChange(change: Entry): FaultyAnswer {
  return async (carryOut) => {
    const entry = v.parse(entrySchema, await (await carryOut()).json());
    return Response.json({ ...entry, ...change });
  };
}

/**
 * All backups, with too high a count. The list of one server, which is read while a backup runs, stays complete:
 * otherwise it would raise the count again.
 */
export function announcing(count: number): FaultyAnswer {
  return (carryOut, call) => (call.path.includes('?') ? carryOut() : withChange({ count })(carryOut, call));
}
