import type { Database } from '../database/tables';
import { madeAtMs } from '../database/time-id';
import type { Log } from '../http/log';
import { createBackupLookup, createListCache } from '../provider/backup-lookup';
import type { ProviderAccess } from '../provider/pass-through';
import type { Secret } from '../provider/secrets';
import type { Upstreams } from '../provider/upstream';
import { type ActorSource, createActorSource } from './actor';
import { createEndObserver } from './ends';
import { type ActivityReader, createReader } from './reader';
import { createRecordedWrite } from './recorded-write';
import { createSightingStore } from './sighting-store';
import { type ActivityStore, createStore } from './store';

/** Past the longest that a write takes, an intent without an outcome never gets one. */
const OUTCOME_GRACE_MS = 10_000;

/** The provider and the log as one account has them: it sees its own entries, and adds to them. */
export interface Account extends ProviderAccess {
  readonly actors: ActorSource;
  readonly store: ActivityStore;
  readonly reader: ActivityReader;
}

export interface AccountHolder {
  readonly token: string;
  /** Null where the gateway has a token of its own. */
  readonly account: string | null;
  /** What must never be written: the token. */
  readonly secret: Secret;
}

export interface LogOptions {
  readonly database: Database;
  readonly upstreams: Upstreams;
  readonly log: Log;
  readonly providerHost: string | null;
  /** The time that entries carry, epoch ms: that of the sandbox where it is the provider. */
  readonly now: () => number;
  /** The longest that a write may take, ms. */
  readonly writeTimeoutMs: number;
}

/** Makes accounts; what each remembers is its own. */
export function createAccounts(
  { database, upstreams, log, providerHost, now, writeTimeoutMs }: LogOptions,
  newId: () => string,
): (holder: AccountHolder) => Account {
  const startedMs = Date.now();
  const cache = createListCache();
  const isUnderWay = (intentId: string): boolean => {
    const atMs = madeAtMs(intentId);
    // A file has one gateway: what an earlier run of it began, nobody will end. A server may have several.
    if (database.kind === 'sqlite' && atMs < startedMs) return false;
    return Date.now() - atMs < writeTimeoutMs + OUTCOME_GRACE_MS;
  };
  return ({ token, account, secret }) => {
    const scope = { database, providerHost, account };
    const ends = createEndObserver({ store: createSightingStore(scope), log, now });
    const upstream = upstreams.as(token, ends);
    const actors = createActorSource(upstream);
    const lookup = createBackupLookup({ upstream, cache, owner: `${account} ${token}` });
    const store = createStore({ ...scope, secret, now });
    const reader = createReader({ ...scope, clock: { isUnderWay, now }, settled: ends.settled });
    const write = createRecordedWrite({ upstream, actors, lookup, store, ends, log, newId });
    return { upstream, write, actors, store, reader };
  };
}
