import type { Context } from 'hono';
import type { OwnActivity, SharedActivity } from '../audit/activity';
import type { GatewayEnv } from '../http/http-env';
import type { ServiceToken } from '../session/service-token';
import type { OperationAccount } from './turn';

/** What the gateway may do on its own. */
export interface OwnAccess {
  /** Account as operations and the log name it; empty if everybody uses the gateway's token. */
  readonly account: string;
  readonly access: OperationAccount;
}

export interface OwnAccessOptions {
  /** Null where people sign in. */
  readonly own: Pick<OwnActivity, 'account'> | null;
  /** Null without `SERVICE_TOKEN`. */
  readonly service: Pick<ServiceToken, 'token' | 'account' | 'heard'> | null;
  /** Null if the gateway has its own token. */
  readonly shared: Pick<SharedActivity, 'accountFor'> | null;
}

/**
 * The token and account for the gateway's own work: its own token, the demo's, or the service token. Resolves to null
 * if there is none, or while the provider has not said whose it is. Never rejects.
 */
export function createOwnAccess({ own, service, shared }: OwnAccessOptions): () => Promise<OwnAccess | null> {
  return async () => {
    if (own !== null) return { account: '', access: own.account };
    if (service === null || shared === null) return null;
    const account = await service.account();
    if (account === null) return null;
    const access = shared.accountFor({ token: service.token, account });
    return { account, access: { ...access, upstream: service.heard(access.upstream) } };
  };
}

/**
 * What callers may see and do with what is watched: it takes the service token's account, and changes take a token that
 * may write.
 */
export function createWatchAccess(
  service: Pick<ServiceToken, 'account'>,
  activity: Pick<SharedActivity, 'accountOf'>,
) {
  return async (c: Context<GatewayEnv>): Promise<'all' | 'read' | 'none'> => {
    if (c.get('principal')?.account !== (await service.account())) return 'none';
    const actor = await activity.accountOf(c).actors.current();
    return actor?.mayOnlyRead === true ? 'read' : 'all';
  };
}
