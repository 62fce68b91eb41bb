import * as v from 'valibot';
import type { Account } from '../domain/account';
import { anythingSchema, textOrNull } from './schema';

const accountPartSchema = v.object({ email: anythingSchema });
const tokenPartSchema = v.object({ name: anythingSchema, permissions: anythingSchema });

/**
 * `GET /account/me/`. Either part may be missing. Source: the provider's Account API page, which leaves the
 * form of `permissions` open.
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

/** A list of words, or a map of switches of which those that are on count; null for anything else. */
function permissionWords(value: unknown): readonly string[] | null {
  if (Array.isArray(value)) return value.filter((word: unknown) => typeof word === 'string');
  if (typeof value !== 'object' || value === null) return null;
  const switches: [string, unknown][] = Object.entries(value);
  return switches.flatMap(([word, isOn]) => (isOn === true ? [word] : []));
}
