import type { Id } from '../../src/core/backups/backup';
import type { Database } from '../database/tables';
import { madeAtMs } from '../database/time-id';
import type { Log } from '../http/log';
import type { ProviderAccess } from '../provider/pass-through';
import { createBackupLookup, createListCache } from '../provider/read-list';
import type { Secret } from '../provider/secrets';
import type { Upstreams } from '../provider/upstream';
import { type ActorSource, createActorSource } from './actor';
import { createEndObserver } from './ends';
import { type ActivityReader, createReader } from './reader';
import { createRecordedWrite, nameOf } from './recorded-write';
import { type ActivityStore, createStore } from './store';

/** Added to the longest time a write can take before its outcome counts as lost. */
const OUTCOME_GRACE_MS = 10_000;

/** Provider and log for one account, which sees only its own entries. */
export interface Account extends ProviderAccess {
  readonly actors: ActorSource;
  readonly store: ActivityStore;
  readonly reader: ActivityReader;
  /** Null when unknown. Takes 2 s at most and never rejects. */
  readonly serverName: (id: Id) => Promise<string | null>;
}

export interface AccountHolder {
  readonly token: string;
  /** Null where the gateway has a token of its own. */
  readonly account: string | null;
  /** Never stored: the token. */
  readonly secret: Secret;
}

export interface LogOptions {
  readonly database: Database;
  readonly upstreams: Upstreams;
  readonly log: Log;
  readonly providerHost: string | null;
  /** Clock of the entries, epoch ms: the sandbox's where it is the provider. */
  readonly now: () => number;
  /** The longest time a write can take. */
  readonly writeTimeoutMs: number;
}

export function createAccounts(
  { database, upstreams, log, providerHost, now, writeTimeoutMs }: LogOptions,
  newId: () => string,
): (holder: AccountHolder) => Account {
  const startedMs = Date.now();
  const cache = createListCache();
  const isUnderWay = (intentId: string): boolean => {
    const atMs = madeAtMs(intentId);
    // SQLite has one gateway, so nobody finishes what an earlier run began.
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
    const write = createRecordedWrite({ upstream, actors, lookup, store, ends, log, newId });
    return { upstream, write, actors, store, reader, serverName: (id) => nameOf(id, lookup) };
  };
}
