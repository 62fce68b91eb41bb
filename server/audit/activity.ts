import type { Context, Hono } from 'hono';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv, Principal } from '../http/http-env';
import type { Secret } from '../provider/secrets';
import { type Account, createAccounts, type LogOptions } from './account';
import { activityRoutes } from './routes';

/** The activity log over HTTP, and the accounts whose writes it records. */
export interface Activity {
  /** The account that a request acts for. */
  readonly accountOf: (c: Context<GatewayEnv>) => Account;
  readonly routes: Hono<GatewayEnv>;
}

export interface OwnActivity extends Activity {
  readonly account: Account;
}

export interface OwnActivityOptions extends LogOptions {
  readonly token: string;
  /** What must never be written. */
  readonly secret: Secret;
}

/** For a gateway with a token of its own: one account for all requests. */
export function createActivity(options: OwnActivityOptions): OwnActivity {
  const newId = createTimeIds();
  const { token, secret } = options;
  const account = createAccounts(options, newId)({ token, account: null, secret });
  const accountOf = () => account;
  return { account, accountOf, routes: activityRoutes({ accountOf, newId, log: options.log }) };
}

/** Kept in memory, for minutes: it saves asking the provider who somebody is before each write. */
const MAX_ACCOUNTS = 50;
const FORGET_AFTER_MS = 10 * MINUTE_MS;

/** For a gateway to which people sign in: the account of whoever sent a request. */
export function createSharedActivity(options: LogOptions): Activity {
  const newId = createTimeIds();
  const make = createAccounts(options, newId);
  // In the order of their last use.
  const known = new Map<string, { readonly account: Account; readonly usedMs: number }>();

  const accountFor = ({ token, account: name }: Principal): Account => {
    const key = `${name} ${token}`;
    // No other secret: what anybody tries to sign in with must not change what the log of somebody else says.
    const account = known.get(key)?.account ?? make({ token, account: name, secret: token });
    known.delete(key);
    for (const [oldest, { usedMs }] of known) {
      if (known.size < MAX_ACCOUNTS && performance.now() - usedMs < FORGET_AFTER_MS) break;
      known.delete(oldest);
    }
    known.set(key, { account, usedMs: performance.now() });
    return account;
  };
  const accountOf: Activity['accountOf'] = (c) => {
    const principal = c.get('principal');
    if (principal === undefined) throw new Error('A call about an account got past the session guard.');
    return accountFor(principal);
  };
  return { accountOf, routes: activityRoutes({ accountOf, newId, log: options.log }) };
}
