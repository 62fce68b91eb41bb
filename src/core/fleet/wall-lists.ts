import { type Agreements, appliedExpectation, type EffectiveAgreement } from '../agreements/agreement';
import { withIgnored } from '../agreements/ignored';
import { type BackupList, idKey } from '../backups/backup';
import { groupBy } from '../lib/group-by';
import type { ServerList } from '../servers/server';
import type { WallAgreement, WallData } from './wall-wire';

/** The lists that a wall is judged by, in the form pages use. */
export interface WallLists {
  readonly list: BackupList;
  /** Undefined if the token may not list servers. */
  readonly servers: ServerList | undefined;
  readonly agreements: Agreements;
  /** Creation times of automatic backups deleted here, epoch ms, by `idKey` of the server. */
  readonly deletedAtMs: ReadonlyMap<string, readonly number[]>;
}

export function wallListsOf({ backups, servers, agreements, deletions, ignored }: WallData): WallLists {
  const deleted = groupBy(deletions, ({ serverId }) => idKey(serverId));
  return {
    list: backupListOf(backups),
    servers: servers === null ? undefined : serverListOf(servers),
    agreements: withIgnored(
      new Map(agreements.map((one) => [idKey(one.serverId), agreementOf(one)])),
      new Set(ignored),
    ),
    deletedAtMs: new Map(
      [...deleted].map(([key, ofServer]) => [key, ofServer.map(({ createdAt }) => Date.parse(createdAt))]),
    ),
  };
}

function backupListOf({ results: backups, ...facts }: WallData['backups']): BackupList {
  return { backups, ...facts };
}

function serverListOf({ results: servers, ...facts }: NonNullable<WallData['servers']>): ServerList {
  return { servers, ...facts };
}

/** People's words are not included, and none are shown. */
const UNSAID = { reason: '', by: null } as const;

function agreementOf({ serverId, expectation, acknowledgement, isUnwatched, ...rest }: WallAgreement) {
  return {
    serverId,
    version: 0,
    expectation,
    applied: expectation && appliedExpectation(expectation),
    acknowledgement: acknowledgement && { ...UNSAID, ...acknowledgement, ended: null },
    unwatched: isUnwatched ? { ...UNSAID, at: '' } : null,
    acceptedBackupId: rest.acceptedBackupId,
    tags: [],
    note: null,
  } satisfies EffectiveAgreement;
}
