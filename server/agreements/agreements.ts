import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import {
  type Agreements as AgreedServers,
  agreementsOf,
  agreementsSchema,
} from '../../src/core/agreements/agreement';
import { withIgnored } from '../../src/core/agreements/ignored';
import type { EndedAcknowledgement } from '../../src/core/fleet/ended-acknowledgements';
import { databaseErrorCode } from '../database/error-code';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv } from '../http/http-env';
import { createBackupMarkStore } from '../marks/backup-mark-store';
import { type AcknowledgementEndsOptions, createAcknowledgementEnds } from './acknowledgement-ends';
import { seedDemoAgreements } from './demo';
import { type AgreementRoutesOptions, agreementRoutes } from './routes';
import { type AgreementStore, createAgreementStore } from './store';

export interface AgreementsOptions
  extends Pick<AgreementRoutesOptions, 'accountOf' | 'log'>,
    Omit<AcknowledgementEndsOptions, 'newId'> {
  /** `READ_ONLY`. */
  readonly isReadOnly?: boolean;
  /** Names from `WATCH_IGNORE`. */
  readonly ignored?: ReadonlySet<string>;
  /** Whether the caller sees the fleet that the gateway watches, to which those names apply; true by default. */
  readonly isWatched?: (c: Context<GatewayEnv>) => Promise<boolean>;
  /** Whether the demo data start with example agreements. */
  readonly isDemo?: boolean;
}

/** What people agreed: its routes, and access for the gateway's own checks. */
export function createAgreements({ isReadOnly = false, isDemo = false, ...options }: AgreementsOptions) {
  const { database, providerHost, log, now, ignored = new Set(), isWatched = async () => true } = options;
  const newId = createTimeIds();
  const storeOf = (account: string | null): AgreementStore =>
    createAgreementStore({ database, providerHost, account });
  const marksOf = (account: string | null) =>
    createBackupMarkStore({ database, providerHost, account }, (backup) =>
      log.event('backup_mark_damaged', { backup }),
    );
  const accountNameOf = (c: Context<GatewayEnv>) => c.get('principal')?.account ?? null;
  const seed = () => {
    const marks = marksOf(null);
    return seedDemoAgreements(storeOf(null), marks, now());
  };
  const store = createAcknowledgementEnds({ ...options, newId });
  return {
    routes: agreementRoutes({
      ...options,
      newId,
      agreementsOf: (c) => storeOf(accountNameOf(c)),
      ignoredFor: async (c) => ((await isWatched(c)) ? ignored : new Set()),
      storeEnd: (c, end) => store(accountNameOf(c), c.get('requestId'), end),
    }),
    /** Fills the demo data on first use. Never rejects. */
    async begin(): Promise<void> {
      if (!isDemo) return;
      await seed().catch((error: unknown) => {
        log.event('agreements_unavailable', { code: databaseErrorCode(error) });
      });
    },
    /** Deletes the agreements of the demo data. @throws database errors */
    async startOver(): Promise<void> {
      await storeOf(null).clear();
      if (isDemo) await seed();
    },
    /** @param account null if the gateway has its own token. @throws database errors */
    read: (account: string | null): Promise<AgreedServers> => readAgreements(storeOf(account), ignored),
    /**
     * Stores acknowledgements that a reading of this gateway found to be over; does nothing when read-only. Never
     * rejects: until the end is stored, every reading finds it again.
     */
    async end(account: string | null, ended: readonly EndedAcknowledgement[]): Promise<void> {
      if (isReadOnly) return;
      try {
        for (const one of ended) await store(account, randomUUID(), one);
      } catch (error) {
        log.event('agreements_unavailable', { code: databaseErrorCode(error) });
      }
    },
  };
}

/** @param ignored names from `WATCH_IGNORE` */
export async function readAgreements(
  store: Pick<AgreementStore, 'all'>,
  ignored: ReadonlySet<string> = new Set(),
): Promise<AgreedServers> {
  return withIgnored(agreementsOf(v.parse(agreementsSchema, await store.all())), ignored);
}
