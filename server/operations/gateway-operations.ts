import type { Context, Hono } from 'hono';
import type { ScheduleNews } from '../../src/core/schedules/run-under-way';
import type { SharedActivity } from '../audit/activity';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { SignIn } from '../session/sign-in';
import type { Journal } from './journal';
import { createObstacles } from './obstacles';
import { createOperations, type OperationCaller } from './operations';
import { paceOf } from './pace';
import { operationRoutes } from './routes';
import type { OperationStore } from './store';
import type { OperationAccount, TurnParts } from './turn';

/** The account, if the gateway has its own token. */
interface OperationsOwner {
  readonly account: OperationAccount;
  readonly journalOf: (account: string | null) => Journal;
}

export interface GatewayOperationsOptions {
  readonly store: OperationStore;
  /** Null where people sign in. */
  readonly own: OperationsOwner | null;
  /** Null if the gateway has its own token. */
  readonly shared: { readonly activity: SharedActivity; readonly signIn: SignIn } | null;
  readonly log: Log;
  readonly now: () => number;
  readonly isReadOnly: boolean;
  readonly isSandbox: boolean;
  /** See `TurnParts`; by default never. */
  readonly isInUse?: TurnParts['isInUse'];
  /** Runs of schedules of the caller's account; none by default. */
  readonly newsOf?: (c: Context<GatewayEnv>) => Promise<ScheduleNews | null>;
  readonly leaseMs?: number;
  readonly beatMs?: number;
}

/** Restores that this gateway carries out, with its own token or that of the person who signed in. */
export interface GatewayOperations {
  readonly routes: Hono<GatewayEnv>;
  readonly obstacleTo: ReturnType<typeof createObstacles>;
  begin(): Promise<void>;
  lookNow(): Promise<void>;
  stop(): Promise<void>;
}

export function createGatewayOperations(options: GatewayOperationsOptions): GatewayOperations {
  const { store, own, shared, log, isSandbox } = options;
  const journals = own ?? shared?.activity;
  if (journals === undefined) throw new Error('Operations need an account, or people who sign in.');
  const accessOf: TurnParts['accessOf'] = async ({ account, session }) => {
    if (own !== null) return { account: own.account, release: () => {}, tokenRefused: async () => {} };
    const found = session === null ? null : await shared?.signIn.tokenOf(session);
    if (found == null || found.account !== account || shared === null) return null;
    const { release, tokenRefused } = found;
    return { account: shared.activity.accountFor(found), release, tokenRefused };
  };
  const operations = createOperations({
    store,
    accessOf,
    journalOf: (account) => journals.journalOf(account === '' ? null : account),
    mayWrite: !options.isReadOnly,
    now: options.now,
    log,
    isInUse: options.isInUse ?? (async () => false),
    paceMs: paceOf(isSandbox),
    ...(options.leaseMs !== undefined && { leaseMs: options.leaseMs }),
    ...(options.beatMs !== undefined && { beatMs: options.beatMs }),
  });
  const callerOf = (c: Context<GatewayEnv>): OperationCaller => {
    const principal = c.get('principal');
    const access = own?.account ?? shared?.activity.accountOf(c);
    if (access === undefined) throw new Error('Nobody is signed in.');
    return {
      account: principal?.account ?? '',
      session: principal?.session ?? null,
      selfGivenName: c.get('selfGivenName') ?? null,
      access,
    };
  };
  return {
    routes: operationRoutes({ operations, callerOf, newsOf: options.newsOf ?? (async () => null), log }),
    obstacleTo: createObstacles(store, log),
    begin: operations.begin,
    lookNow: operations.lookNow,
    stop: operations.stopAll,
  };
}
