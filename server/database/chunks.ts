/** Far below the limit on a statement's parameters (SQLite 32,766), with some columns per row. */
const CHUNK_SIZE = 500;

/** Rows in groups small enough for one statement each. */
export function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK_SIZE) }, (_, index) =>
    rows.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE),
  );
}
