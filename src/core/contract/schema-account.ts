import * as v from 'valibot';
import { anythingSchema, textOrNull } from './schema';

/** Whose token the gateway uses. */
export interface Account {
  readonly email: string | null;
  readonly tokenName: string | null;
  /** As words; null when not given. Undocumented: for display only. */
  readonly permissions: readonly string[] | null;
}

const accountPartSchema = v.object({ email: anythingSchema });
const tokenPartSchema = v.object({ name: anythingSchema, permissions: anythingSchema });

/**
 * `GET /account/me/`. Either part may be missing. Source: the provider's Account API page, which does not describe
 * `permissions`.
 */
export const accountSchema = v.pipe(
  v.object({ account: anythingSchema, token: anythingSchema }),
  v.transform((raw): Account => {
    const account = v.safeParse(accountPartSchema, raw.account);
    const token = v.safeParse(tokenPartSchema, raw.token);
    return {
      email: account.success ? textOrNull(account.output.email) : null,
      tokenName: token.success ? textOrNull(token.output.name) : null,
      permissions: token.success ? permissionWords(token.output.permissions) : null,
    };
  }),
);

/** Limits recursion, against an answer that tries to exhaust the stack. */
const DEEPEST_PERMISSION = 8;

/**
 * Permissions as words from a text, a list, a map of switches, or nested ones, whose words are joined: `backups:read`.
 * Null for anything else.
 */
function permissionWords(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((word) => word !== '');
  if (typeof value !== 'object' || value === null) return null;
  return joinedWords(value, '', 0);
}

function joinedWords(value: unknown, path: string, depth: number): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [path + value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST_PERMISSION) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => joinedWords(each, path, depth + 1));
  const entries: [string, unknown][] = Object.entries(value);
  return entries.flatMap(([word, inner]) =>
    inner === true ? [path + word] : joinedWords(inner, `${path}${word}:`, depth + 1),
  );
}
