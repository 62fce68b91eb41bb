import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { cut, wordsIn } from '../../src/core/contract/error-words';
import { idSchema, pageSchema } from '../../src/core/contract/schema';
import { accountSchema } from '../../src/core/contract/schema-account';
import type { GatewayFailure } from '../http/gateway-error';
import { jsonIn, type UpstreamOutcome } from '../provider/answer';
import { TOKEN_ACCEPTED } from '../provider/token-state';
import { readPath, type Upstream } from '../provider/upstream';

const CHECK_LIMIT_MS = 15_000;
/** The provider's message becomes part of a sentence. */
const MAX_WORDS = 300;

interface TokenOwner {
  /** Identifies the account at the provider; null when it does not say. */
  readonly account: string | null;
  readonly email: string | null;
  readonly tokenName: string | null;
}

export type TokenCheck =
  | { readonly kind: 'accepted'; readonly owner: TokenOwner }
  /** Counts as a failed sign-in. */
  | { readonly kind: 'refused'; readonly failure: GatewayFailure }
  /** The provider could not say. */
  | { readonly kind: 'unverified'; readonly failure: GatewayFailure };

/**
 * Asks the provider whether a token is valid: by the account, which any active token may read, or else by the list of
 * backups. A 200 alone proves nothing, because a web page has it too. Never rejects.
 */
export async function checkToken(upstream: Upstream): Promise<TokenCheck> {
  const signal = AbortSignal.timeout(CHECK_LIMIT_MS);
  const account = await readPath(upstream, '/account/me/', signal);
  if (account.kind !== 'answer') return failureOf(account);
  const owner = account.status === 200 ? ownerIn(account.body) : null;
  if (owner !== null) return { kind: 'accepted', owner };
  if (!TOKEN_ACCEPTED.has(account.status)) return refusalOf(account);
  // The account is not shown, or not in the documented form.
  const list = await readPath(upstream, '/backups/', signal);
  if (list.kind !== 'answer') return failureOf(list);
  if (list.status !== 200) return refusalOf(list);
  if (v.is(pageSchema, jsonIn(list.body))) return { kind: 'accepted', owner: NOBODY };
  return unverified('did not answer in the documented form', null);
}

function failureOf(outcome: Exclude<UpstreamOutcome, { kind: 'answer' }>): TokenCheck {
  if (outcome.kind === 'failure') return { kind: 'unverified', failure: outcome.failure };
  return unverified('did not answer in time', null);
}

function refusalOf({ status, headers, body }: Extract<UpstreamOutcome, { kind: 'answer' }>): TokenCheck {
  const said = wordsOf(body);
  if (status === 401) return refused(`The provider does not accept this token.${said}`);
  if (status === 403) return refused(`The provider does not let this token read backups.${said}`);
  return unverified(`answered with status ${status}`, headers.get('retry-after'));
}

const NOBODY: TokenOwner = { account: null, email: null, tokenName: null };
const answerSchema = v.object({
  account: v.looseObject({ id: v.fallback(v.nullable(idSchema), null) }),
});

/** Null when the answer is not an account. */
function ownerIn(body: Uint8Array | null): TokenOwner | null {
  const json = jsonIn(body);
  const account = v.safeParse(accountSchema, json);
  const identity = v.safeParse(answerSchema, json);
  if (!account.success || !identity.success) return null;
  const { email, tokenName } = account.output;
  const { id } = identity.output.account;
  return { account: id !== null ? `id:${idKey(id)}` : email && `email:${email}`, email, tokenName };
}

/** The provider's message, to follow a sentence; empty without one. */
export function wordsOf(body: Uint8Array | null): string {
  const words = wordsIn(new TextDecoder().decode(body ?? new Uint8Array()));
  return words === null ? '' : ` It says: ${cut(words, MAX_WORDS)}`;
}

function refused(detail: string): TokenCheck {
  return { kind: 'refused', failure: { code: 'token_refused', detail } };
}

function unverified(what: string, retryAfter: string | null): TokenCheck {
  return {
    kind: 'unverified',
    failure: {
      code: 'token_unverified',
      detail: `The provider ${what}, so the token could not be checked. You are not signed in.`,
      ...(retryAfter !== null && { headers: { 'retry-after': retryAfter } }),
    },
  };
}
