import type { WireServerAgreement, WireTagAgreement } from '../../core/agreements/agreement';
import { PROTECTION_ORDER, type ProtectionState } from '../../core/protection/protection-state';
import type { RandomFleet, RandomServer, WireBackup } from './random-fleets';

// Written from the glossary rather than from the code under test, with which it shares only the names of the states.

export interface SecondVerdict {
  readonly id: number;
  readonly state: ProtectionState;
  readonly isInError: boolean;
  readonly standing: 'watched' | 'acknowledged' | 'unwatched';
  readonly needsAttention: boolean;
  readonly goodIds: readonly number[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = ({ created_at }: WireBackup) => Date.parse(created_at);
const middle = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
};

/** The verdict about each existing server. */
export function secondVerdicts({ servers, agreements }: RandomFleet, nowMs: number): SecondVerdict[] {
  return servers
    .filter(({ isGone, backups }) => !isGone || backups.length === 0)
    .map((server) => {
      const agreed = agreements.servers.find(({ server_id }) => server_id === server.id);
      return verdictOf(server, agreed, agreements.tags, nowMs);
    });
}

type Rules = WireTagAgreement['expectation'];

function verdictOf(
  { backups, id, rhythmMs, status }: RandomServer,
  agreed: WireServerAgreement | undefined,
  tags: readonly WireTagAgreement[],
  nowMs: number,
): SecondVerdict {
  const rules = rulesOf(agreed, tags);
  const good = goodOf(backups, agreed?.accepted_backup_id ?? null);
  const state = stateOf(backups, good, rhythmMs, rules, nowMs);
  const isInError = status === 'error';
  const standing = standingOf(agreed, state, isInError, good, nowMs);
  const isTroubled = state !== 'protected' || isInError;
  return {
    id,
    state,
    isInError,
    standing,
    needsAttention: standing === 'watched' && isTroubled,
    goodIds: good.map((backup) => backup.id),
  };
}

/** The server's own, or else the strictest of its tags'. */
function rulesOf(agreed: WireServerAgreement | undefined, tags: readonly WireTagAgreement[]): Rules | null {
  if (agreed === undefined) return null;
  if (agreed.expectation !== null) return agreed.expectation;
  const all = agreed.tags
    .flatMap((tag) => tags.filter((one) => one.tag === tag))
    .map((one) => one.expectation);
  const [any] = all;
  if (any === undefined) return null;
  const largest = (values: readonly (number | null)[]) =>
    values.reduce((most, value) => (most === null || (value ?? 0) > most ? (value ?? most) : most), null);
  const ages = all.flatMap(({ max_age_hours }) => max_age_hours ?? []);
  const shortest = all.find(({ max_age_hours }) => max_age_hours === Math.min(...ages)) ?? any;
  return {
    ...shortest,
    min_good: largest(all.map(({ min_good }) => min_good)),
    reach_back_days: largest(all.map(({ reach_back_days }) => reach_back_days)),
  };
}

/** Completed and of a plausible size, oldest first: each is compared with earlier ones of its own type. */
function goodOf(backups: readonly WireBackup[], acceptedId: unknown): WireBackup[] {
  const good = new Set<WireBackup>();
  for (const type of ['automatic', 'manual'] as const) {
    const completed = backups
      .filter(({ backup_type, status }) => backup_type === type && status === 'completed')
      .sort((a, b) => at(a) - at(b) || a.id - b.id);
    // Sizes of the good ones since a new size last became the usual one.
    let sizes: number[] = [];
    let isUsualKnown = false;
    let row: number[] = [];
    for (const backup of completed) {
      const size = backup.size_mb;
      if (backup.id === acceptedId && size !== null) {
        good.add(backup);
        sizes = [size];
        row = [];
        isUsualKnown = true;
        continue;
      }
      if (size === null) {
        good.add(backup);
        continue;
      }
      if (size === 0) {
        row = [];
        continue;
      }
      const usual = middle(sizes.slice(-5));
      if (isUsualKnown && size < usual / 2) {
        const three = [...row.slice(-2), size];
        const isAgreed = three.length === 3 && Math.max(...three) <= 1.2 * Math.min(...three);
        if (!isAgreed || Math.min(...three) < usual / 100) {
          row = three;
          continue;
        }
        sizes = three.slice(0, 2);
      }
      good.add(backup);
      sizes.push(size);
      row = [];
      isUsualKnown ||= sizes.length === 5;
    }
  }
  return [...good].sort((a, b) => at(a) - at(b));
}

function stateOf(
  backups: readonly WireBackup[],
  good: readonly WireBackup[],
  rhythmMs: number | null,
  rules: Rules | null,
  nowMs: number,
): ProtectionState {
  if (backups.every(({ status }) => status === 'in_progress')) return 'never';
  const newest = good.at(-1);
  const oldest = good[0];
  if (newest === undefined || oldest === undefined) return 'unprotected';

  const automatic = backups
    .filter(({ backup_type }) => backup_type === 'automatic')
    .sort((a, b) => at(b) - at(a));
  const since = good.findLast(({ backup_type }) => backup_type === 'automatic') ?? automatic.at(-1);
  const intervals = rhythmMs === null || since === undefined ? 0 : (nowMs - at(since)) / rhythmMs;
  const agreedShare =
    rules === null || rules.max_age_hours === null
      ? null
      : countedMs(rules, at(newest), nowMs) / (rules.max_age_hours * HOUR);
  const isLate = agreedShare === null ? intervals > 1.25 : agreedShare > 1;
  const ended = automatic.filter(({ status }) => status !== 'in_progress');
  const firstCompleted = ended.findIndex(({ status }) => status === 'completed');
  const failures = firstCompleted === -1 ? ended.length : firstCompleted;
  if (failures >= 2 || (failures === 1 && isLate)) return 'failing';
  if ((agreedShare ?? intervals) > 2) return 'missed';
  if (isLate) return 'late';
  if (rules?.min_good != null && good.length < rules.min_good) return 'tooFew';
  if (rules?.reach_back_days != null && nowMs - at(oldest) < rules.reach_back_days * DAY) return 'shortReach';
  if (isExpiring(good, automatic, rhythmMs, nowMs)) return 'expiring';
  const isJudged = rhythmMs !== null || agreedShare !== null;
  return !isJudged && nowMs - at(newest) > 7 * DAY ? 'old' : 'protected';
}

/** The last good one expires within three days, and none is due before. */
function isExpiring(
  good: readonly WireBackup[],
  automatic: readonly WireBackup[],
  rhythmMs: number | null,
  nowMs: number,
): boolean {
  if (good.some(({ expires_at }) => expires_at === null)) return false;
  const lastMs = Math.max(...good.map(({ expires_at }) => Date.parse(expires_at ?? '')));
  if (lastMs - nowMs > 3 * DAY) return false;
  const [newest] = automatic;
  if (newest === undefined || rhythmMs === null) return true;
  if (newest.status === 'in_progress') return nowMs >= lastMs;
  return Math.max(nowMs, at(newest) + rhythmMs) >= lastMs;
}

/** Zones without daylight saving time. */
const OFFSET_HOURS: Readonly<Record<string, number>> = { UTC: 0, 'Asia/Kolkata': 5.5, 'America/Phoenix': -7 };

/** The time between two moments without days off. */
function countedMs({ free_days, time_zone }: Rules, fromMs: number, toMs: number): number {
  const shiftMs = (OFFSET_HOURS[time_zone] ?? Number.NaN) * HOUR;
  let sum = 0;
  for (let day = Math.floor((fromMs + shiftMs) / DAY); day * DAY - shiftMs < toMs; day += 1) {
    // 1 January 1970 was a Thursday; Monday is 1.
    const weekday = ((day + 3) % 7) + 1;
    if (free_days.some((free) => free === weekday)) continue;
    sum += Math.min(toMs, (day + 1) * DAY - shiftMs) - Math.max(fromMs, day * DAY - shiftMs);
  }
  return sum;
}

function standingOf(
  agreed: WireServerAgreement | undefined,
  state: ProtectionState,
  isInError: boolean,
  good: readonly WireBackup[],
  nowMs: number,
): SecondVerdict['standing'] {
  if (agreed === undefined) return 'watched';
  if (agreed.unwatched !== null) return 'unwatched';
  const known = agreed.acknowledgement;
  const isTroubled = state !== 'protected' || isInError;
  if (known === null || known.ended !== null || !isTroubled) return 'watched';
  const rank = (one: ProtectionState) => PROTECTION_ORDER.indexOf(one);
  if (rank(state) < rank(known.state) || (isInError && !known.is_in_error)) return 'watched';
  const isOver =
    known.until === null
      ? good.some((backup) => at(backup) > Date.parse(known.at))
      : Date.parse(known.until) <= nowMs;
  return isOver ? 'watched' : 'acknowledged';
}
