import { setTimeout as delay } from 'node:timers/promises';
import type { Claimed, RecordStore, Stored } from './record-store';

/** Another gateway or a person changed the record, so it must be read again. */
export class Stale extends Error {}

/** A record that this gateway currently works on. */
export interface Held<Content> extends Pick<Claimed<Content>, 'isTakenOver' | 'idleMs'> {
  readonly current: () => Stored<Content>;
  /**
   * Stores the next record, unless somebody else changed or took it; false if nothing changed. Throws {@link Stale}.
   */
  change(next: (record: Content) => Content): Promise<boolean>;
  /** Stores it even if somebody else changed it meanwhile; retried for a minute. For what has already happened. */
  changeAnyway(next: (record: Content) => Content): Promise<void>;
}

/** Changes a record regardless of who holds it; null if there is none. */
export async function changeRecord<Content>(
  store: Pick<RecordStore<Content>, 'find' | 'save'>,
  id: string,
  change: (record: Content) => Content,
): Promise<Stored<Content> | null> {
  for (;;) {
    const before = await store.find(id);
    if (before === null) return null;
    const next = change(before.record);
    if (next === before.record) return before;
    // Otherwise somebody else changed it in the meantime.
    if (await store.save(before, next, false)) {
      return { ...before, version: before.version + 1, record: next };
    }
  }
}

/** Retries for an answer that could not be stored. */
const STORE_EVERY_MS = 500;
const STORE_TRIES = 120;

/** Takes a record's lease for this long, so that this gateway may work on it; null while another gateway has it. */
export async function takeRecord<Content>(
  store: RecordStore<Content>,
  { id, leaseMs }: { readonly id: string; readonly leaseMs: number },
): Promise<Held<Content> | null> {
  const claimed = await store.claim(id, leaseMs);
  if (claimed === null) return null;
  const { isTakenOver, idleMs } = claimed;
  let current: Stored<Content> = claimed;
  return {
    isTakenOver,
    idleMs,
    current: () => current,
    async change(next) {
      const record = next(current.record);
      if (record === current.record) return false;
      if (!(await store.save(current, record, true))) throw new Stale();
      current = { ...current, version: current.version + 1, record };
      return true;
    },
    async changeAnyway(next) {
      for (let tries = 1; ; tries += 1) {
        try {
          current = (await changeRecord(store, current.id, next)) ?? current;
          return;
        } catch (error) {
          if (tries === STORE_TRIES) throw error;
          await delay(STORE_EVERY_MS, undefined, { ref: false });
        }
      }
    },
  };
}
