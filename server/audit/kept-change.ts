import type { Context } from 'hono';
import type { ActivityAction } from '../../src/core/contract/schema-activity';
import type { GatewayFailure } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { Account } from './activity';
import type { Actor } from './actor';
import type { Intent, WriteOutcome } from './store';

/** Whose log and token it is. */
export interface ChangeAccount {
  readonly actors: Account['actors'];
  readonly store: Pick<Account['store'], 'addIntent' | 'addOutcome'>;
}

/** Who changes something that the gateway keeps itself. */
export interface ChangeCaller extends ChangeAccount {
  readonly requestId: string;
  /** Null for none. */
  readonly selfGivenName: string | null;
}

export function changeCaller(c: Context<GatewayEnv>, { actors, store }: ChangeAccount): ChangeCaller {
  return { actors, store, requestId: c.get('requestId'), selfGivenName: c.get('selfGivenName') ?? null };
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
}

/**
 * Makes a change of what the gateway keeps itself, and logs it as the person's; a token that may only read changes
 * nothing. Rejects with database errors.
 */
export async function loggedChange<Value>(
  { actors, store, requestId, selfGivenName }: ChangeCaller,
  entry: KeptChange,
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
  const changed: Changed<Value> =
    actor?.mayOnlyRead === true ? { ok: false, failure: TOKEN_READS_ONLY } : await change(actor);
  await store.addOutcome(entry.id, changed.ok ? DONE : refusal(changed.failure), null);
  return changed;
}

const NOTHING_SENT = { providerStatus: null, result: null } as const;
const DONE: WriteOutcome = { outcome: 'succeeded', reason: null, detail: null, ...NOTHING_SENT };

function refusal({ code, detail }: GatewayFailure): WriteOutcome {
  return { outcome: 'refused', reason: code, detail, ...NOTHING_SENT };
}
