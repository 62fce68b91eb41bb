import type { Context, Hono } from 'hono';
import type { Id } from '../../src/core/backups/backup';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { Database } from '../database/tables';
import { createTimeIds, madeAtMs } from '../database/time-id';
import type { GatewayEnv, Principal } from '../http/http-env';
import type { Log } from '../http/log';
import { type BackupMarkStore, createBackupMarkStore } from '../marks/backup-mark-store';
import type { ProviderAccess } from '../provider/pass-through';
import { type BackupLookup, createBackupLookup, createListCache } from '../provider/read-list';
import type { Secret } from '../provider/secrets';
import type { Upstreams } from '../provider/upstream';
import { type ActorSource, createActorSource } from './actor';
import { createEndObserver } from './ends';
import { type ActivityReader, createReader } from './reader';
import { createChange, createRecordedWrite, type SendChange } from './recorded-write';
import { activityRoutes } from './routes';
import { type ActivityStore, createStore } from './store';
import { nameOf } from './write-facts';

/** Provider and log for one account, which sees only its own entries. */
export interface Account extends ProviderAccess {
  readonly change: SendChange;
  readonly actors: ActorSource;
  readonly store: ActivityStore;
  readonly reader: ActivityReader;
  readonly lookup: BackupLookup;
  readonly marks: BackupMarkStore;
  /** Null when unknown. Takes 2 s at most and never rejects. */
  readonly serverName: (id: Id) => Promise<string | null>;
}

interface AccountHolder {
  readonly token: string;
  /** Null if the gateway has its own token. */
  readonly account: string | null;
  /** The token, which is never stored. */
  readonly secret: Secret;
}

export interface LogOptions {
  readonly database: Database;
  readonly upstreams: Upstreams;
  readonly log: Log;
  readonly providerHost: string | null;
  /** Clock of the entries, epoch ms: the sandbox's if that is the provider. */
  readonly now: () => number;
  /** Longest possible duration of a write. */
  readonly writeTimeoutMs: number;
}

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

/** Cached, so that not every write asks the provider who the user is. */
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
    // Only this token's account: a token that somebody else types must not change this log.
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
    // Operations log only codes and ids, never anything a person typed.
    return { ...createStore({ database, providerHost, account, secret: null, now }), newId };
  };
  const routes = activityRoutes({ accountOf, log: options.log });
  return { accountFor, accountOf, journalOf, routes };
}

/** Added to the longest write before its outcome counts as lost. */
const OUTCOME_GRACE_MS = 10_000;

/** Creates the accounts of one gateway, each with its provider and its part of the log. */
function createAccounts(
  { database, upstreams, log, providerHost, now, writeTimeoutMs }: LogOptions,
  newId: () => string,
): (holder: AccountHolder) => Account {
  const startedMs = Date.now();
  const cache = createListCache();
  const isUnderWay = (intentId: string): boolean => {
    const atMs = madeAtMs(intentId);
    // Only one gateway uses a SQLite file, so writes left by an earlier run will never be finished.
    if (database.kind === 'sqlite' && atMs < startedMs) return false;
    return Date.now() - atMs < writeTimeoutMs + OUTCOME_GRACE_MS;
  };
  return ({ token, account, secret }) => {
    const scope = { database, providerHost, account };
    const ends = createEndObserver(scope, log, now);
    const upstream = upstreams.as(token, ends);
    const actors = createActorSource(upstream);
    const lookup = createBackupLookup(upstream, cache, `${account} ${token}`);
    const store = createStore({ ...scope, secret, now });
    const reader = createReader({ ...scope, clock: { isUnderWay, now }, settled: ends.settled });
    const marks = createBackupMarkStore(scope, (backup) => log.event('backup_mark_damaged', { backup }));
    const write = createRecordedWrite({ upstream, actors, lookup, store, marks, ends, log, newId });
    const serverName = (id: Id) => nameOf(id, lookup);
    const change = createChange(write);
    return { upstream, write, change, actors, store, reader, lookup, marks, serverName };
  };
}
