import { type Backup, backupPhase, type Id, idKey } from '../backups/backup';
import { canBulkDelete, isKept } from '../backups/keep-mark';
import { compareIds, compareNames } from '../backups/order';
import { normalizedText } from '../lib/fold-text';
import { type Exposure, exposureOf } from '../protection/protection-exposure';
import {
  type History,
  type HistoryEntry,
  hasCredibleDate,
  historyOf,
  isGood,
} from '../protection/protection-history';
import type { KnownServer } from '../servers/known-servers';

/** What a server's backups offer at one moment. */
export interface Coverage {
  readonly newestGood: Backup | null;
  /** Never negative; null without a good copy, or when nothing says how old it is. */
  readonly newestGoodAgeMs: number | null;
  readonly goodCount: number;
  /** ISO UTC of the oldest recovery point; null when there is none with a believable date. */
  readonly oldestPoint: string | null;
  /** The longest time between two neighbouring recovery points; null with fewer than two. */
  readonly largestGapMs: number | null;
  readonly exposure: Exposure;
}

/** What a server is called, and what it is called where only one of that name may be meant. */
export type KnownName = Pick<KnownServer, 'name' | 'label'>;

/** What a deletion does to one server. */
export interface ServerImpact {
  readonly serverKey: string;
  readonly serverId: Id;
  readonly serverName: string;
  /** The name, with the id where another server looks the same. */
  readonly serverLabel: string;
  readonly selectedCount: number;
  readonly before: Coverage;
  readonly after: Coverage;
  /** The selection holds a good copy and leaves the server with none that lasts. */
  readonly isLastGood: boolean;
}

export interface DeleteImpact {
  /** Those of the selection that are known, each once. */
  readonly selected: readonly Backup[];
  /** Affected servers only: first those that lose their last good copy, then by name. */
  readonly servers: readonly ServerImpact[];
}

/** A server whose name must be typed. */
export type NamedServer = Pick<ServerImpact, 'serverKey' | 'serverName' | 'serverLabel'>;

/** How much a person has to do before a deletion is sent. */
export type ConfirmationTier =
  /** Nothing is lost that could be restored: failed, empty or still running ones; or a single one of unknown status. */
  | { readonly kind: 'plain' }
  /** One completed backup: its impact is shown. */
  | { readonly kind: 'impact' }
  /** Several at once. */
  | { readonly kind: 'typeCount'; readonly text: string }
  /** The last good copy of a server, or of several: every name is typed. */
  | { readonly kind: 'typeNames'; readonly servers: readonly NamedServer[] }
  /** One `[keep]` backup. `servers` is not empty when it is the last good copy too: then the name is typed as well. */
  | { readonly kind: 'typeId'; readonly id: string; readonly servers: readonly NamedServer[] }
  /** Not to be sent at all: nothing is selected any more, or a `[keep]` one is among several. */
  | {
      readonly kind: 'refused';
      readonly reason: 'nothingSelected' | 'keptInBulk';
      readonly keptIds: readonly string[];
    };

/**
 * Before → after for everything that is selected at once, not item by item.
 *
 * Which copies are good is judged once, before: deleting its neighbours makes no suspicious copy good. A copy
 * whose expiry has passed is counted while the provider lists it, but does not count as one that is left when it
 * is asked whether the last good one goes: it may vanish at any moment.
 * @param backups all that are known; of a list that is only a part the answer errs on the safe side
 * @param selectedKeys `idKey` of each; unknown ones are ignored
 * @param known name and label of servers by `idKey`, as they are shown: what is shown is what must be typed
 */
export function deleteImpact(
  backups: readonly Backup[],
  selectedKeys: ReadonlySet<string>,
  nowMs: number,
  known?: ReadonlyMap<string, KnownName>,
): DeleteImpact {
  const selected = new Map<string, Backup>();
  for (const backup of backups) {
    const key = idKey(backup.id);
    if (selectedKeys.has(key)) selected.set(key, backup);
  }
  const affected = new Map<string, Backup[]>();
  for (const { serverId } of selected.values()) affected.set(idKey(serverId), []);
  for (const backup of backups) affected.get(idKey(backup.serverId))?.push(backup);

  const servers: ServerImpact[] = [];
  for (const [serverKey, ofServer] of affected) {
    servers.push(serverImpact(serverKey, ofServer, selectedKeys, nowMs, known));
  }
  servers.sort(
    (a, b) =>
      Number(b.isLastGood) - Number(a.isLastGood) ||
      compareNames(a.serverName, b.serverName) ||
      compareIds(a.serverId, b.serverId),
  );
  return { selected: [...selected.values()], servers };
}

function serverImpact(
  serverKey: string,
  backups: readonly Backup[],
  selectedKeys: ReadonlySet<string>,
  nowMs: number,
  known: ReadonlyMap<string, KnownName> | undefined,
): ServerImpact {
  const history = historyOf(backups);
  const isSelected = ({ backup }: HistoryEntry) => selectedKeys.has(idKey(backup.id));
  const left = history.filter((entry) => !isSelected(entry));
  const newest = history.at(-1)?.backup;
  const { name, label } = known?.get(serverKey) ?? { name: newest?.serverName ?? '', label: null };
  const serverName = normalizedText(name) === '' ? serverKey : name;
  return {
    serverKey,
    serverId: newest?.serverId ?? serverKey,
    serverName,
    serverLabel: label ?? serverName,
    selectedCount: history.length - left.length,
    before: coverageOf(history, nowMs),
    after: coverageOf(left, nowMs),
    isLastGood:
      history.some((entry) => isSelected(entry) && isGood(entry)) &&
      !left.some((entry) => isGood(entry) && !isExpired(entry, nowMs)),
  };
}

function coverageOf(history: History, nowMs: number): Coverage {
  const good = history.filter(isGood);
  const newest = good.findLast((entry) => hasCredibleDate(entry, nowMs)) ?? good.at(-1);
  const points = history.filter((entry) => isRecoveryPoint(entry) && hasCredibleDate(entry, nowMs));
  let largestGapMs: number | null = null;
  let previousMs: number | null = null;
  for (const { atMs } of points) {
    if (previousMs !== null) largestGapMs = Math.max(largestGapMs ?? 0, atMs - previousMs);
    previousMs = atMs;
  }
  return {
    newestGood: newest?.backup ?? null,
    newestGoodAgeMs:
      newest !== undefined && hasCredibleDate(newest, nowMs) ? Math.max(0, nowMs - newest.atMs) : null,
    goodCount: good.length,
    oldestPoint: points[0]?.backup.createdAt ?? null,
    largestGapMs,
    exposure: exposureOf(history),
  };
}

/** A suspiciously small copy can still be restored, so it is a point in time to go back to; an empty one is none. */
function isRecoveryPoint({ phase, backup }: HistoryEntry): boolean {
  return phase === 'completed' && backup.sizeMb !== 0;
}

function isExpired({ expiresMs }: HistoryEntry, nowMs: number): boolean {
  return expiresMs <= nowMs;
}

/**
 * What must be done to confirm the whole selection. Of several, all must be worthless for a plain question: a
 * status that the documents do not explain may stand for a whole disk, and a provider may rename its statuses.
 */
export function confirmationTier({ selected, servers }: DeleteImpact): ConfirmationTier {
  const [first, ...others] = selected;
  if (first === undefined) return { kind: 'refused', reason: 'nothingSelected', keptIds: [] };
  const named = servers
    .filter(({ isLastGood }) => isLastGood)
    .map(({ serverKey, serverName, serverLabel }) => ({ serverKey, serverName, serverLabel }));
  if (others.length === 0) {
    if (isKept(first)) return { kind: 'typeId', id: idKey(first.id), servers: named };
    if (named.length > 0) return { kind: 'typeNames', servers: named };
    return { kind: backupPhase(first) === 'completed' && first.sizeMb !== 0 ? 'impact' : 'plain' };
  }
  const kept = selected.filter((backup) => !canBulkDelete(backup));
  if (kept.length > 0) {
    return { kind: 'refused', reason: 'keptInBulk', keptIds: kept.map(({ id }) => idKey(id)) };
  }
  if (named.length > 0) return { kind: 'typeNames', servers: named };
  if (selected.every(isWorthless)) return { kind: 'plain' };
  return { kind: 'typeCount', text: `DELETE ${selected.length}` };
}

function isWorthless(backup: Backup): boolean {
  const phase = backupPhase(backup);
  return phase === 'failed' || phase === 'running' || (phase === 'completed' && backup.sizeMb === 0);
}
