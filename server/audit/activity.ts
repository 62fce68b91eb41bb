import type { Context, Hono } from 'hono';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv, Principal } from '../http/http-env';
import type { Secret } from '../provider/secrets';
import { type Account, createAccounts, type LogOptions } from './account';
import { activityRoutes } from './routes';
import { type ActivityStore, createStore } from './store';

export interface Activity {
  /** The account of a request. */
  readonly accountOf: (c: Context<GatewayEnv>) => Account;
  /** The log of an account, without its token. */
  readonly journalOf: (account: string | null) => ActivityStore & { readonly newId: () => string };
  readonly routes: Hono<GatewayEnv>;
}

export interface OwnActivity extends Activity {
  readonly account: Account;
}

export interface SharedActivity extends Activity {
  readonly accountFor: (holder: Pick<Principal, 'token' | 'account'>) => Account;
}

export interface OwnActivityOptions extends LogOptions {
  readonly token: string;
  /** Never stored. */
  readonly secret: Secret;
}

/** For a gateway with its own token: one account for all requests. */
export function createActivity(options: OwnActivityOptions): OwnActivity {
  const newId = createTimeIds();
  const { token, secret } = options;
  const account = createAccounts(options, newId)({ token, account: null, secret });
  const accountOf = () => account;
  const journalOf = () => ({ ...account.store, newId });
  return { account, accountOf, journalOf, routes: activityRoutes({ accountOf, log: options.log }) };
}

/** Kept in memory, so that not every write asks the provider who the user is. */
const MAX_ACCOUNTS = 50;
const FORGET_AFTER_MS = 10 * MINUTE_MS;

/** For a gateway where people sign in: each request acts for its session's account. */
export function createSharedActivity(options: LogOptions): SharedActivity {
  const newId = createTimeIds();
  const make = createAccounts(options, newId);
  // Least recently used first.
  const known = new Map<string, { readonly account: Account; readonly usedMs: number }>();

  const accountFor: SharedActivity['accountFor'] = ({ token, account: name }) => {
    const key = `${name} ${token}`;
    // Only this token: what somebody else types as a token must not change this log.
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
  const journalOf: Activity['journalOf'] = (account) => {
    const { database, providerHost, now } = options;
    // Operations note codes and ids only, never what somebody typed.
    return { ...createStore({ database, providerHost, account, secret: null, now }), newId };
  };
  const routes = activityRoutes({ accountOf, log: options.log });
  return { accountFor, accountOf, journalOf, routes };
}
