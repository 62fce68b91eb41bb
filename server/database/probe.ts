import type { Kysely } from 'kysely';
import type { Tables } from './tables';

/** About what an entry of the log takes, with its outcome. */
const FILLER = '.'.repeat(8192);

/** Writes a row, and so shows that a disk is full, a file read-only or gone, or a database a standby. */
export async function probeWrite(db: Kysely<Tables>): Promise<void> {
  const at = new Date().toISOString();
  await db
    .insertInto('write_probe')
    .values({ id: 1, at, filler: FILLER })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at, filler: FILLER }))
    .execute();
}
