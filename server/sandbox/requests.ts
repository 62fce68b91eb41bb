import * as v from 'valibot';
import { ERROR_STATUS, RESTORING_STATUS } from '../../src/core/servers/server';

/** Error messages by field, as in Django REST framework: `non_field_errors` for the whole body, `detail` as plain text. */
export type FieldErrors = Readonly<Record<string, string | readonly string[]>>;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldErrors };

const MAX_DESCRIPTION_LENGTH = 255;

/** A whole number, or its digits as text: Django REST framework accepts both. */
function integer(message: string) {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const input = dataset.value;
      const value = typeof input === 'string' && /^\s*-?\d+\s*$/.test(input) ? Number(input) : input;
      if (Number.isSafeInteger(value) && typeof value === 'number') return value;
      addIssue({ message: input === null ? 'This field may not be null.' : message });
      return NEVER;
    }),
  );
}

const description = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const input = dataset.value;
    const refuse = (message: string) => {
      addIssue({ message });
      return NEVER;
    };
    if (input === null) return refuse('This field may not be null.');
    if (typeof input !== 'string' && typeof input !== 'number') return refuse('Not a valid string.');
    const text = String(input).trim();
    if (text.includes('\0')) return refuse('Null characters are not allowed.');
    // In code points, as Python counts, not in UTF-16 units.
    if ([...text].length > MAX_DESCRIPTION_LENGTH) {
      return refuse(`Ensure this field has no more than ${MAX_DESCRIPTION_LENGTH} characters.`);
    }
    return text;
  }),
);

function choice<const T extends readonly [string, ...string[]]>(choices: T) {
  return v.picklist(choices, (issue) => {
    return `Select a valid choice. ${String(issue.input)} is not one of the available choices.`;
  });
}

const REQUIRED = 'This field is required.';

export const createBodySchema = v.object(
  { server_id: integer('A valid integer is required.'), description: v.optional(description, '') },
  REQUIRED,
);

export const restoreBodySchema = v.object({ backup_id: integer('A valid integer is required.') }, REQUIRED);

export const backupsQuerySchema = v.object({
  server_id: v.nullable(integer('Enter a whole number.')),
  backup_type: v.nullable(choice(['manual', 'automatic'])),
});

export const serversQuerySchema = v.object({
  // The first three are documented; restores add the others.
  status: v.nullable(choice(['active', 'stopped', 'suspended', RESTORING_STATUS, ERROR_STATUS])),
  location: v.nullable(v.string()),
});

/** Validates outside input; the error has the messages of all failing fields. */
export function parseFields<T extends v.GenericSchema>(schema: T, input: unknown): Parsed<v.InferOutput<T>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  const errors: Record<string, string[]> = {};
  for (const issue of result.issues) {
    const field = v.getDotPath(issue) ?? 'non_field_errors';
    errors[field] = [...(errors[field] ?? []), issue.message];
  }
  return { ok: false, errors };
}

/** {@link parseFields} from JSON text. No text counts as `{}`, so that the errors name the missing fields. */
export function parseBody<T extends v.GenericSchema>(schema: T, text: string): Parsed<v.InferOutput<T>> {
  let input: unknown = {};
  try {
    if (text !== '') input = JSON.parse(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ok: false, errors: { detail: `JSON parse error - ${words}` } };
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    const kind = input === null ? 'null' : Array.isArray(input) ? 'list' : typeof input;
    return {
      ok: false,
      errors: { non_field_errors: [`Invalid data. Expected a dictionary, but got ${kind}.`] },
    };
  }
  return parseFields(schema, input);
}
