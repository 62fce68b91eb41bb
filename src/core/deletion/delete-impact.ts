import { type Backup, backupPhase, type Id, idKey } from '../backups/backup';
import { canBulkDelete, isKept } from '../backups/keep-mark';
import { compareIds, compareNames } from '../backups/order';
import { normalizedText } from '../lib/fold-text';
import { type Exposure, exposureOf } from '../protection/protection-exposure';
import {
  type AcceptedSizes,
  agreedHistoryOf,
  gapsBetween,
  type History,
  type HistoryEntry,
  hasCredibleDate,
  isGood,
  isLasting,
  NO_ACCEPTED_SIZES,
  newestGoodOf,
} from '../protection/protection-history';
import type { KnownServer } from '../servers/known-servers';

/** A server's backup coverage at one moment. */
export interface Coverage {
  readonly newestGood: Backup | null;
  /** Never negative; null without a good backup, or when its age is unknown. */
  readonly newestGoodAgeMs: number | null;
  readonly goodCount: number;
  /** ISO UTC of the oldest restorable backup with a credible date, or null. */
  readonly oldestPoint: string | null;
  /** The longest time between two neighbouring restorable backups; null with fewer than two. */
  readonly largestGapMs: number | null;
  readonly exposure: Exposure;
}

export type KnownName = Pick<KnownServer, 'name' | 'label'>;

/** The effect of a deletion on one server. */
export interface ServerImpact {
  readonly serverKey: string;
  readonly serverId: Id;
  readonly serverName: string;
  /** The name, with the id if another server has the same. */
  readonly serverLabel: string;
  readonly selectedCount: number;
  readonly before: Coverage;
  readonly after: Coverage;
  /** The selection contains a good backup and leaves none that has not expired. */
  readonly isLastGood: boolean;
}

export interface DeleteImpact {
  /** The known backups of the selection, each once. */
  readonly selected: readonly Backup[];
  /** Affected servers only: first those that lose their last good backup, then by name. */
  readonly servers: readonly ServerImpact[];
}

/** A server whose name must be typed. */
export type NamedServer = Pick<ServerImpact, 'serverKey' | 'serverName' | 'serverLabel'>;

/** How a person must confirm a deletion. */
export type ConfirmationTier =
  /** Nothing restorable is lost: failed, empty or running backups, or a single one of unknown status. */
  | { readonly kind: 'plain' }
  /** One completed backup: its impact is shown. */
  | { readonly kind: 'impact' }
  /** Several at once. */
  | { readonly kind: 'typeCount'; readonly text: string }
  /** The last good backup of one or more servers: each name is typed. */
  | { readonly kind: 'typeNames'; readonly servers: readonly NamedServer[] }
  /** One locked backup. If it is also the last good one, `servers` has the server, whose name must be typed as well. */
  | { readonly kind: 'typeId'; readonly id: string; readonly servers: readonly NamedServer[] }
  /** Impossible: nothing is selected any more, or a locked backup is among several. */
  | {
      readonly kind: 'refused';
      readonly reason: 'nothingSelected' | 'keptInBulk';
      readonly keptIds: readonly string[];
    };

/**
 * The effect of deleting the whole selection at once.
 *
 * Which backups are good is judged once, before: deleting its neighbours makes no suspicious backup good. An expired
 * backup counts while it is listed, but not as one that is left: it may vanish at any moment.
 * @param backups all that are known; for a partial list the result errs on the safe side
 * @param selectedKeys `idKey` of each; unknown ones are ignored
 * @param known name and label of servers by `idKey`, as shown and to be typed
 */
export function deleteImpact(
  backups: readonly Backup[],
  selectedKeys: ReadonlySet<string>,
  nowMs: number,
  known?: ReadonlyMap<string, KnownName>,
  accepted: AcceptedSizes = NO_ACCEPTED_SIZES,
): DeleteImpact {
  const selected = new Map<string, Backup>();
  for (const backup of backups) {
    const key = idKey(backup.id);
    if (selectedKeys.has(key)) selected.set(key, backup);
  }
  const affected = new Map<string, Backup[]>();
  for (const { serverId } of selected.values()) affected.set(idKey(serverId), []);
  for (const backup of backups) affected.get(idKey(backup.serverId))?.push(backup);

  const servers = [...affected].map(([serverKey, ofServer]) =>
    serverImpact(serverKey, agreedHistoryOf(ofServer, accepted), selectedKeys, nowMs, known),
  );
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
  history: History,
  selectedKeys: ReadonlySet<string>,
  nowMs: number,
  known: ReadonlyMap<string, KnownName> | undefined,
): ServerImpact {
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
      !left.some((entry) => isGood(entry) && isLasting(entry, nowMs)),
  };
}

function coverageOf(history: History, nowMs: number): Coverage {
  const newest = newestGoodOf(history, nowMs);
  // A suspiciously small backup can still be restored, an empty one cannot.
  const restorable = history.filter(
    (entry) => entry.phase === 'completed' && entry.backup.sizeMb !== 0 && hasCredibleDate(entry, nowMs),
  );
  const gaps = gapsBetween(restorable);
  return {
    newestGood: newest.backup,
    newestGoodAgeMs: newest.ageMs,
    goodCount: history.filter(isGood).length,
    oldestPoint: restorable[0]?.backup.createdAt ?? null,
    largestGapMs: gaps.length === 0 ? null : Math.max(...gaps),
    exposure: exposureOf(history),
  };
}

/** Coverage facts as rows of a comparison. */
export const COVERAGE_FACTS = ['newestGood', 'goodCount', 'oldest', 'gap', 'exposure'] as const;
export type CoverageFact = (typeof COVERAGE_FACTS)[number];

/** What the deletion makes worse; a gap may also shrink, if the backup beyond it is deleted. */
export function worseFacts({
  before,
  after,
}: Pick<ServerImpact, 'before' | 'after'>): ReadonlySet<CoverageFact> {
  const isWorse: Record<CoverageFact, boolean> = {
    newestGood: before.newestGood !== after.newestGood,
    goodCount: after.goodCount < before.goodCount,
    oldest: before.oldestPoint !== after.oldestPoint,
    gap: after.largestGapMs !== null && after.largestGapMs > (before.largestGapMs ?? 0),
    exposure: exposureRank(after.exposure) < exposureRank(before.exposure),
  };
  return new Set(COVERAGE_FACTS.filter((fact) => isWorse[fact]));
}

/** Epoch ms until which a good backup remains; an unknown expiry is worse than any known one. */
function exposureRank(exposure: Exposure): number {
  if (exposure.kind === 'at') return Date.parse(exposure.iso);
  return { exposed: Number.NEGATIVE_INFINITY, unknown: 0, never: Number.POSITIVE_INFINITY }[exposure.kind];
}

/**
 * How the whole selection must be confirmed. Several backups need a plain confirmation only if all are worthless: an
 * undocumented status may be a complete disk.
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
