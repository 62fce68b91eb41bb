import type { Context } from 'hono';
import * as v from 'valibot';
import {
  type Agreements as AgreedServers,
  agreementsOf,
  agreementsSchema,
} from '../../src/core/agreements/agreement';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv } from '../http/http-env';
import { type AgreementRoutesOptions, agreementRoutes } from './routes';
import { type AgreementStore, createAgreementStore } from './store';

export interface AgreementsOptions extends Pick<AgreementRoutesOptions, 'accountOf' | 'log' | 'now'> {
  readonly database: Database;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
}

/** What people agreed: its routes, and what the gateway itself judges by. */
export function createAgreements({ database, providerHost, ...options }: AgreementsOptions) {
  const storeOf = (account: string | null): AgreementStore =>
    createAgreementStore({ database, providerHost, account });
  const storeOfCaller = (c: Context<GatewayEnv>): AgreementStore =>
    storeOf(c.get('principal')?.account ?? null);
  return {
    routes: agreementRoutes({ ...options, agreementsOf: storeOfCaller, newId: createTimeIds() }),
    /** @param account null where the gateway has its own token. @throws database errors */
    read: (account: string | null): Promise<AgreedServers> => readAgreements(storeOf(account)),
  };
}

export async function readAgreements(store: Pick<AgreementStore, 'all'>): Promise<AgreedServers> {
  return agreementsOf(v.parse(agreementsSchema, await store.all()));
}
