import type { Context } from 'hono';
import type { ActivityAction } from '../../src/core/contract/schema-activity';
import type { GatewayFailure } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { Account } from './activity';
import type { Actor } from './actor';
import type { Intent, WriteOutcome } from './store';

/** The caller's account and log. */
export interface ChangeAccount {
  readonly actors: Account['actors'];
  readonly store: Pick<Account['store'], 'addIntent' | 'addOutcome'>;
}

/** Who changes something that only the gateway stores. */
export interface ChangeCaller extends ChangeAccount {
  readonly requestId: string;
  /** Null for none. */
  readonly selfGivenName: string | null;
}

export function changeCaller(c: Context<GatewayEnv>, { actors, store }: ChangeAccount): ChangeCaller {
  return { actors, store, requestId: c.get('requestId'), selfGivenName: c.get('selfGivenName') ?? null };
}

/** The name that the caller gave, else that of its account or token; null for none. */
export function callerName({ selfGivenName }: ChangeCaller, actor: Actor | null): string | null {
  return selfGivenName ?? actor?.email ?? actor?.tokenName ?? null;
}

export type Changed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: GatewayFailure };

export interface KeptChange {
  readonly id: string;
  readonly action: ActivityAction;
  readonly server: Intent['server'];
  readonly description: string | null;
  readonly backup?: Intent['backup'];
  /**
   * What the caller's token needs. `write`, the default: it may not be one that is known to read only. `certain`: for
   * what another token carries out, so that no refusal of the provider follows; the provider must have been asked.
   */
  readonly rights?: 'any' | 'write' | 'certain';
}

/** Makes a change to what the gateway itself stores, and logs it under the person's name. Rejects with database errors. */
export async function loggedChange<Value>(
  { actors, store, requestId, selfGivenName }: ChangeCaller,
  { rights = 'write', ...entry }: KeptChange,
  change: (actor: Actor | null) => Promise<Changed<Value>>,
): Promise<Changed<Value>> {
  const actor = await actors.current();
  await store.addIntent({
    backup: null,
    ...entry,
    actor,
    operationId: null,
    requestId,
    selfGivenName,
  });
  const lack = rights === 'any' ? null : await lackOf(actor, rights === 'certain' ? actors : null);
  const changed: Changed<Value> = lack === null ? await change(actor) : { ok: false, failure: lack };
  await store.addOutcome(entry.id, changed.ok ? DONE : refusal(changed.failure), null);
  return changed;
}

async function lackOf(
  actor: Actor | null,
  asked: Pick<ChangeAccount['actors'], 'hasAnswered'> | null,
): Promise<GatewayFailure | null> {
  if (actor?.mayOnlyRead === true) return TOKEN_READS_ONLY;
  return asked === null || (await asked.hasAnswered()) ? null : RIGHTS_UNKNOWN;
}

const RIGHTS_UNKNOWN: GatewayFailure = {
  code: 'token_unverified',
  detail:
    'The provider does not say right now what your token may do, so nothing was changed. Try again in a minute.',
};

const NOTHING_SENT = { providerStatus: null, result: null } as const;
const DONE: WriteOutcome = { outcome: 'succeeded', reason: null, detail: null, ...NOTHING_SENT };

function refusal({ code, detail }: GatewayFailure): WriteOutcome {
  return { outcome: 'refused', reason: code, detail, ...NOTHING_SENT };
}
