import * as v from 'valibot';

const codedSchema = v.object({ code: v.pipe(v.string(), v.regex(/^\w{1,64}$/)) });

/**
 * What went wrong at a database, short enough for a log and with nothing private in it: `SQLITE_FULL`, a SQLSTATE of
 * PostgreSQL such as `57P01`, `ECONNREFUSED`. A message could hold a user name or a row, so it is never used.
 */
export function databaseErrorCode(error: unknown): string {
  const coded = v.safeParse(codedSchema, error);
  if (coded.success) return coded.output.code;
  // Several addresses were tried, and each has a failure of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return databaseErrorCode(error.errors[0]);
  return error instanceof Error ? error.name : 'unknown';
}

/** Whether another process holds the SQLite file at this moment. */
export function isBusy(error: unknown): boolean {
  return databaseErrorCode(error).startsWith('SQLITE_BUSY');
}
