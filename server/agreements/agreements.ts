import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import {
  type Agreements as AgreedServers,
  agreementsOf,
  agreementsSchema,
} from '../../src/core/agreements/agreement';
import { withIgnored } from '../../src/core/agreements/ignored';
import { type Backup, isWholeList } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import type { EndedAcknowledgement } from '../../src/core/fleet/ended-acknowledgements';
import { HOUR_MS } from '../../src/core/lib/time-units';
import type { Account } from '../audit/activity';
import { databaseErrorCode } from '../database/error-code';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv } from '../http/http-env';
import { createBackupMarkStore } from '../marks/backup-mark-store';
import { readPages } from '../provider/read-list';
import { type AcknowledgementEndsOptions, createAcknowledgementEnds } from './acknowledgement-ends';
import { seedDemoAgreements } from './demo';
import { findEnds } from './find-ends';
import { type AgreementAccount, type AgreementRoutesOptions, agreementRoutes } from './routes';
import { type AgreementStore, createAgreementStore } from './store';

export interface AgreementsOptions
  extends Pick<AgreementRoutesOptions, 'log'>,
    Omit<AcknowledgementEndsOptions, 'newId'> {
  readonly accountOf: (c: Context<GatewayEnv>) => AgreementAccount & Pick<Account, 'upstream'>;
  /** `READ_ONLY`. */
  readonly isReadOnly?: boolean;
  /** Names from `WATCH_IGNORE`. */
  readonly ignored?: ReadonlySet<string>;
  /** Whether the caller sees the fleet that the gateway watches, to which those names apply; true by default. */
  readonly isWatched?: (c: Context<GatewayEnv>) => Promise<boolean>;
  /** By default an hour. */
  readonly sweepEveryMs?: number;
  /** Whether the demo data start with example agreements. */
  readonly isDemo?: boolean;
}

/** How often lists are compared with the marks. */
const SWEEP_EVERY_MS = HOUR_MS;
const SWEEP_LIMIT_MS = 20_000;

/** What people agreed: its routes, and access for the gateway's own checks. */
export function createAgreements({
  isReadOnly = false,
  isDemo = false,
  sweepEveryMs = SWEEP_EVERY_MS,
  ...options
}: AgreementsOptions) {
  const { database, providerHost, log, now, ignored = new Set(), isWatched = async () => true } = options;
  const newId = createTimeIds();
  const storeOf = (account: string | null): AgreementStore =>
    createAgreementStore({ database, providerHost, account });
  const marksOf = (account: string | null) =>
    createBackupMarkStore({ database, providerHost, account }, (backup) =>
      log.event('backup_mark_damaged', { backup }),
    );
  const accountNameOf = (c: Context<GatewayEnv>) => c.get('principal')?.account ?? null;
  /** By account. */
  const sweptAtMs = new Map<string | null, number>();
  const isSwept = (account: string | null) =>
    isReadOnly || performance.now() - (sweptAtMs.get(account) ?? Number.NEGATIVE_INFINITY) < sweepEveryMs;
  async function forgetGone(account: string | null, backups: readonly Backup[]): Promise<void> {
    if (isSwept(account)) return;
    sweptAtMs.set(account, performance.now());
    try {
      const count = await marksOf(account).forgetGone(backups, now());
      if (count > 0) log.event('backup_marks_forgotten', { count });
    } catch (error) {
      log.event('agreements_unavailable', { code: databaseErrorCode(error) });
    }
  }
  /** Without a token of its own, the gateway sees a whole list only while somebody is here. Never rejects. */
  async function sweepFor(account: string | null, { upstream }: Pick<Account, 'upstream'>): Promise<void> {
    // Not at once, when the pages read their lists.
    if (!sweptAtMs.has(account)) sweptAtMs.set(account, performance.now());
    if (isSwept(account)) return;
    const source = { path: '/backups/', schema: backupSchema } as const;
    const signal = AbortSignal.timeout(SWEEP_LIMIT_MS);
    const read = await readPages(source, { upstream, signal });
    if (read.kind !== 'read') return;
    const answer = read.reading.answer();
    if (isWholeList(answer)) await forgetGone(account, answer.entries);
  }
  const seed = () => {
    const marks = marksOf(null);
    return seedDemoAgreements(storeOf(null), marks, now());
  };
  const ignoredFor = async (c: Context<GatewayEnv>) => ((await isWatched(c)) ? ignored : new Set<string>());
  const store = createAcknowledgementEnds({ ...options, newId });
  return {
    routes: agreementRoutes({
      ...options,
      newId,
      agreementsOf: (c) => storeOf(accountNameOf(c)),
      ignoredFor,
      afterRead: (c) => sweepFor(accountNameOf(c), options.accountOf(c)),
      findEnds: (c) =>
        findEnds({
          upstream: options.accountOf(c).upstream,
          signal: c.req.raw.signal,
          now,
          readAgreements: async () => readAgreements(storeOf(accountNameOf(c)), await ignoredFor(c)),
        }),
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
     * Forgets the marks of backups that have been gone for long. Never rejects. @param backups all of the account, from
     * a whole list
     */
    forgetGone,
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
