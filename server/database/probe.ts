import type { Kysely } from 'kysely';
import type { Tables } from './tables';

/** About the size of an entry of the log. */
const FILLER = '.'.repeat(8192);

/** Rejects when nothing can be written: disk full, file read-only or gone, database a standby. */
export async function probeWrite(db: Kysely<Tables>): Promise<void> {
  const at = new Date().toISOString();
  await db
    .insertInto('write_probe')
    .values({ id: 1, at, filler: FILLER })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at, filler: FILLER }))
    .execute();
}
