import type { Acknowledgement, Agreements, EffectiveAgreement } from '../../src/core/agreements/agreement';
import type { Backup } from '../../src/core/backups/backup';
import { MAX_ACTIVITY_LIMIT } from '../../src/core/contract/schema-activity';
import type { ListAnswer } from '../../src/core/contract/schema-list';
import { toWire } from '../../src/core/contract/wire-case';
import type { WallAgreement } from '../../src/core/fleet/wall-wire';
import type { Expectation } from '../../src/core/protection/expectation';
import type { Server } from '../../src/core/servers/server';
import type { ActivityReader } from '../audit/reader';
import { type TaggedBody, taggedJson } from '../http/etag';
import type { GatewayErrorCode, GatewayFailure } from '../http/gateway-error';
import { type BlindCode, type FleetBlind, type FleetLists, readFleetLists } from '../provider/read-fleet';
import type { Upstream } from '../provider/upstream';

/** The provider is read at most this often, however many screens there are. */
const FRESH_FOR_MS = 30_000;
/** A longer reading is aborted. */
const READ_LIMIT_MS = 55_000;

export interface WallDataOptions {
  readonly upstream: Upstream;
  readonly readAgreements: () => Promise<Agreements>;
  /** The account's log; null while the provider has not said whose token it is. */
  readonly readerOf: () => Promise<Pick<ActivityReader, 'page'> | null>;
  /** Names from `WATCH_IGNORE`. */
  readonly ignored?: ReadonlySet<string> | undefined;
  /** Changes with the build of the dashboard. */
  readonly build: string;
  /** Clock used to judge servers, epoch ms. */
  readonly now: () => number;
  /** Monotonic, ms. */
  readonly monotonicNow?: () => number;
}

export type WallReading =
  | (TaggedBody & {
      readonly ok: true;
      /** Provider's clock minus `now`, ms; 0 if they agree. */
      readonly clockOffsetMs: number;
    })
  | { readonly ok: false; readonly failure: GatewayFailure };

/** The response of `GET /api/wall`, shared by all screens. Rejects as `readAgreements` does. */
export function createWallData(options: WallDataOptions) {
  const {
    upstream,
    readAgreements,
    readerOf,
    ignored = new Set(),
    build,
    now,
    monotonicNow = () => performance.now(),
  } = options;
  let known: { readonly reading: WallReading; readonly untilMs: number } | null = null;
  let underWay: Promise<WallReading> | null = null;

  async function read(): Promise<WallReading> {
    const signal = AbortSignal.timeout(READ_LIMIT_MS);
    const [agreements, deletions, lists] = await Promise.all([
      readAgreements(),
      readerOf().then((reader) => (reader === null ? [] : readDeletions(reader))),
      readFleetLists({ upstream, signal, now }),
    ]);
    const reading =
      lists.kind === 'blind' ? failureOf(lists) : answerOf(lists, { build, deletions, agreements, ignored });
    known = { reading, untilMs: monotonicNow() + FRESH_FOR_MS };
    return reading;
  }

  return async (): Promise<WallReading> => {
    if (known !== null && monotonicNow() < known.untilMs) return known.reading;
    underWay ??= read().finally(() => {
      underWay = null;
    });
    return await underWay;
  };
}

/** As pages request them. */
async function readDeletions(reader: Pick<ActivityReader, 'page'>) {
  const filter = { action: 'delete_backup', outcome: 'deleted' } as const;
  const { entries } = await reader.page(filter, null, MAX_ACTIVITY_LIMIT);
  return entries.flatMap(({ server, backup }) =>
    server === null || backup?.type !== 'automatic' || backup.created_at === null
      ? []
      : [{ server_id: server.id, created_at: backup.created_at }],
  );
}

interface Known {
  readonly build: string;
  readonly agreements: Agreements;
  readonly deletions: readonly object[];
  readonly ignored: ReadonlySet<string>;
}

function answerOf(lists: FleetLists, { build, agreements, deletions, ignored }: Known): WallReading {
  const { backups, servers, readAtMs, judgedAtMs } = lists;
  const answer = {
    build,
    backups: listWire(backups, backupWire),
    servers: servers && listWire(servers, ({ id, name, status }: Server) => ({ id, name, status })),
    agreements: [...agreements.values()].map(agreementWire),
    deletions,
    ignored: [...ignored],
  };
  return { ok: true, ...taggedJson(answer), clockOffsetMs: judgedAtMs - readAtMs };
}

function listWire<T>({ entries, ...facts }: ListAnswer<T>, wire: (one: T) => object) {
  return { results: entries.map(wire), ...toWire(facts) };
}

/** As the provider sends it, without its description. */
function backupWire(backup: Backup) {
  return {
    id: backup.id,
    server: { id: backup.serverId, name: backup.serverName },
    backup_type: backup.type,
    status: backup.status,
    size_mb: backup.sizeMb,
    created_at: backup.createdAt,
    expires_at: backup.isExpiryUnreadable === true ? '?' : backup.expiresAt,
  };
}

/** Without reasons, notes, tags and people's names. */
function agreementWire({
  serverId,
  applied,
  acknowledgement,
  unwatched,
  acceptedBackupId,
}: EffectiveAgreement) {
  return toWire({
    serverId,
    expectation: applied && ruleOf(applied),
    // An acknowledgement that has ended doesn't return when the state improves.
    acknowledgement: acknowledgement?.ended === null ? factsOf(acknowledgement) : null,
    isUnwatched: unwatched !== null,
    acceptedBackupId,
  } satisfies WallAgreement);
}

function ruleOf({ maxAgeHours, freeDays, timeZone, minGood, reachBackDays }: Expectation): Expectation {
  return { maxAgeHours, freeDays, timeZone, minGood, reachBackDays };
}

function factsOf({ state, isInError, at, until }: Acknowledgement) {
  return { state, isInError, at, until };
}

/** Codes that the browser has texts for; others come with the reason. */
const CODES: Readonly<Partial<Record<BlindCode, GatewayErrorCode>>> = {
  unreachable: 'upstream_unreachable',
  timeout: 'upstream_timeout',
};

function failureOf({ code, reason }: FleetBlind): WallReading {
  return { ok: false, failure: { code: CODES[code] ?? 'wall_unreadable', detail: reason } };
}
