import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import type { GatewayFailure } from '../http/gateway-error';
import { readBackup } from '../provider/backup-reader';
import type { ForwardCall } from '../provider/forward-table';
import type { Upstream, UpstreamOutcome } from '../provider/upstream';
import { type Actor, createActorSource } from './actor';
import { createRecentLists } from './recent-lists';

/** A write waits for this: long enough for a slow provider, short enough for the browser, which waits for both. */
const LOOKUP_LIMIT_MS = 5000;

export interface RestoreCheck {
  /** The backup as the provider lists it; null when it could not be seen. */
  readonly backup: Backup | null;
  /** Why the restore must not be sent; null when it may. */
  readonly refusal: GatewayFailure | null;
}

/** What the log, and the gateway's own check of a restore, want to know before a write. Nothing here rejects. */
export interface Lookups {
  /** Learns from the answer to a read that passes through. */
  observe(call: ForwardCall, outcome: UpstreamOutcome): void;
  actor(): Promise<Actor | null>;
  /** A backup as it stands now; null when the provider's list does not tell in time. */
  backup(id: Id): Promise<Backup | null>;
  serverName(id: Id): string | null;
  checkRestore(target: { readonly serverId: Id; readonly backupId: Id }): Promise<RestoreCheck>;
}

/**
 * Answers from what has just passed through, else with a read of its own.
 * @param recent where the lists that pass are kept
 */
export function createLookups(upstream: Upstream, recent = createRecentLists()): Lookups {
  const actors = createActorSource(upstream);
  const read = (id: Id, filters: Readonly<Record<string, string>>, signal: AbortSignal) =>
    readBackup(id, filters, signal, { upstream, recent });

  return {
    observe(call, outcome) {
      recent.observe(call, outcome);
      actors.observe(call, outcome);
    },
    actor: () => actors.current(),
    async backup(id) {
      const known = recent.backup(id);
      if (known !== null) return known;
      const reading = await read(id, {}, AbortSignal.timeout(LOOKUP_LIMIT_MS));
      return reading.kind === 'found' ? reading.backup : null;
    },
    serverName: (id) => recent.serverName(id),
    // Fail-closed: a restore overwrites a disk, so it is sent only when the backup has been seen to be of that server.
    // Whether it can be restored at all (its status, the server's) is left to the provider, which knows it better.
    async checkRestore({ serverId, backupId }) {
      const known = recent.backup(backupId);
      if (known !== null) return judge(known, serverId);
      const signal = AbortSignal.timeout(LOOKUP_LIMIT_MS);
      const ofServer = await read(backupId, { server_id: idKey(serverId) }, signal);
      if (ofServer.kind === 'found') return judge(ofServer.backup, serverId);
      // Is it another server's, or nobody's? Also the way out where the provider does not know the filter or the server.
      const ofAll = await read(backupId, {}, signal);
      if (ofAll.kind === 'found') return judge(ofAll.backup, serverId);
      if (ofServer.kind === 'absent' || ofAll.kind === 'absent') return { backup: null, refusal: UNKNOWN };
      return { backup: null, refusal: unverified(ofServer.reason) };
    },
  };
}

const UNKNOWN: GatewayFailure = {
  code: 'backup_unknown',
  detail: "The provider's list has no such backup for this server. Nothing was sent.",
};

function judge(backup: Backup, serverId: Id): RestoreCheck {
  if (isSameId(backup.serverId, serverId)) return { backup, refusal: null };
  const detail = `Backup ${backup.id} is of ${backup.serverName} (server ${backup.serverId}), not of server ${serverId}. Nothing was sent.`;
  return { backup, refusal: { code: 'wrong_server', detail } };
}

function unverified(reason: string): GatewayFailure {
  return {
    code: 'backup_unverified',
    detail: `Whether this backup is of this server could not be checked, for the provider's list could not be read (${reason}). Nothing was sent.`,
  };
}
