import * as v from 'valibot';

const codedSchema = v.object({ code: v.pipe(v.string(), v.regex(/^\w{1,64}$/)) });

/**
 * Short code of a database error for the log: `SQLITE_FULL`, a SQLSTATE such as `57P01`, `ECONNREFUSED`. Messages are
 * not used, because they can contain a user name or a row.
 */
export function databaseErrorCode(error: unknown): string {
  const coded = v.safeParse(codedSchema, error);
  if (coded.success) return coded.output.code;
  // One error per address tried.
  if (error instanceof AggregateError && error.errors.length > 0) return databaseErrorCode(error.errors[0]);
  return error instanceof Error ? error.name : 'unknown';
}
