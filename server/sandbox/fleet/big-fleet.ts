import type { Fleet, FleetSize } from '../model';
import { type Moment, makeFleet } from './fleet-rows';
import type { ManualSpec, ScheduleSpec, ServerSpec } from './fleet-spec';
import { between } from './random';

type State =
  | 'protected'
  | 'running'
  | 'full'
  | 'small'
  | 'sizeless'
  | 'failing'
  | 'late'
  | 'missed'
  | 'old'
  | 'unprotected'
  | 'single'
  | 'never';

/**
 * The state of each server in a group of fifty; all others are protected. Servers with few backups come late, so that
 * small fleets have room for theirs.
 */
const STATES: ReadonlyMap<number, State> = new Map([
  [3, 'running'],
  [7, 'full'],
  [11, 'failing'],
  [15, 'late'],
  [19, 'small'],
  [23, 'sizeless'],
  [28, 'missed'],
  [32, 'unprotected'],
  [36, 'failing'],
  [40, 'single'],
  [44, 'old'],
  [48, 'never'],
]);

/** Fixed backup counts for servers of some states, whatever the fleet's size; the others share the rest. */
const FIXED_COUNTS: Readonly<Partial<Record<State, number>>> = { never: 0, old: 2, single: 1 };

const ROLES = [
  'web',
  'db',
  'api',
  'mail',
  'cache',
  'worker',
  'search',
  'queue',
  'files',
  'build',
  'proxy',
  'vpn',
];
const LOCATIONS = ['us-west', 'us-east', 'eu-ams', 'eu-fra', 'ap-sin'];
const SYSTEMS = ['ubuntu', 'debian', 'alma', 'freebsd', 'windows'] as const;
const PLANS = ['starter', 'standard', 'business', 'business', 'performance'] as const;
const NOTES = ['Pre-deployment backup', 'Before upgrade', 'Pre-update backup', 'Known good state', ''];

const FIRST_SERVER_ID = 12345;
const WINDOW_HOURS = 31 * 24;
/** The longest interval whose automatic backups fit into a month. */
const INTERVALS_HOURS = [24, 12, 6, 4, 3, 2, 1, 0.5, 0.25];
const MAX_AUTOMATIC = WINDOW_HOURS / 0.25;

/**
 * A generated fleet for size tests, with exactly this many servers and backups at first.
 * @throws RangeError when the backups do not fit on the servers.
 */
export function makeBigFleet(size: FleetSize, moment: Moment): Fleet {
  const indexes = Array.from({ length: size.servers }, (_, index) => index);
  const states = indexes.map((index) => STATES.get(index % 50) ?? 'protected');
  let left = size.backups;
  const fixed = states.map((state) => {
    const count = FIXED_COUNTS[state];
    if (count === undefined) return null;
    const given = Math.min(count, left);
    left -= given;
    return given;
  });
  const sharing = fixed.filter((count) => count === null).length;
  if (left > sharing * MAX_AUTOMATIC) {
    throw new RangeError(`${size.backups} backups are too many for ${size.servers} servers.`);
  }
  let turn = 0;
  const specs = indexes.map((index) => {
    let count = fixed[index] ?? null;
    if (count === null) {
      // The remainder goes to the first ones.
      count = Math.floor(left / sharing) + (turn < left % sharing ? 1 : 0);
      turn += 1;
    }
    return serverSpec(index, states[index] ?? 'protected', count, moment);
  });
  return makeFleet(specs, moment);
}

function serverSpec(index: number, state: State, backups: number, { random }: Moment): ServerSpec {
  const pick = <T>(what: string, from: readonly [T, ...T[]] | readonly T[]): T | undefined =>
    from[Math.floor(random(what, index) * from.length)];
  const manualCount = Math.min(backups, manualWanted(state, index));
  const automaticCount = backups - manualCount;
  const role = ROLES[index % ROLES.length];
  const sizeMb = Math.round(10 ** between(random('size', index), 3, 5));
  return {
    id: FIRST_SERVER_ID + index,
    name: `${role}-${String(Math.floor(index / ROLES.length) + 1).padStart(3, '0')}`,
    // The range for benchmarks (RFC 2544), because those for documentation are too small.
    ipAddress: `198.${18 + Math.floor(index / 65_536)}.${Math.floor(index / 256) % 256}.${index % 256}`,
    status: state === 'old' ? 'stopped' : 'active',
    location: pick('location', LOCATIONS) ?? 'us-west',
    plan: pick('plan', PLANS) ?? 'business',
    os: pick('os', SYSTEMS) ?? 'debian',
    ageDays: Math.round(between(random('age', index), 120, 1200)),
    sizeMb,
    growthMbPerDay: Math.round(sizeMb * between(random('growth', index), 0, 0.006)),
    manual: manualSpecs(state, index, manualCount, random),
    ...(automaticCount > 0 ? { schedule: scheduleSpec(state, index, automaticCount, random) } : {}),
  };
}

function manualWanted(state: State, index: number): number {
  if (state === 'full') return 10;
  if (state === 'old') return 2;
  if (state === 'single' || state === 'unprotected') return 0;
  return state === 'running' ? 2 : index % 4;
}

function manualSpecs(state: State, index: number, count: number, random: Moment['random']): ManualSpec[] {
  return Array.from({ length: count }, (_, nth) => {
    const description = NOTES[(index + nth) % NOTES.length] ?? '';
    if (state === 'running' && nth === 0) {
      return {
        when: { minutesAgo: between(random('running', index), 1, 12) },
        description,
        end: { inMinutes: 4 },
      };
    }
    const hour = 7 + Math.floor(random('hour', index, nth) * 14);
    const minute = Math.floor(random('minute', index, nth) * 60);
    const daysAgo = 1 + (state === 'old' ? 9 : 0) + Math.floor(random('day', index, nth) * 20) + nth * 21;
    return { when: { daysAgo, at: `${hour}:${minute}` }, description };
  });
}

/**
 * Exactly the required number of runs: they are kept for exactly that many intervals, and the newest one is old enough
 * that jitter cannot push one over the edge.
 */
function scheduleSpec(state: State, index: number, count: number, random: Moment['random']): ScheduleSpec {
  const skipped = state === 'missed' ? 3 : state === 'late' ? 1 : 0;
  const everyHours =
    state === 'single'
      ? 168
      : (INTERVALS_HOURS.find((hours) => count * hours <= WINDOW_HOURS) ?? INTERVALS_HOURS.at(-1) ?? 1);
  // Late is between 1.25 and 2 intervals: the newest planned run was skipped and is 0.7 intervals ago.
  const share = state === 'late' ? 0.7 : state === 'small' ? 0.1 : between(random('share', index), 0.3, 0.95);
  return {
    everyHours,
    newest: { hoursAgo: everyHours * share },
    description:
      everyHours === 24
        ? 'Automatic daily backup'
        : everyHours === 168
          ? 'Automatic weekly backup'
          : 'Automatic backup',
    jitterMinutes: Math.min(9, everyHours * 60 * 0.03),
    retentionHours: everyHours * (count + skipped),
    ...(state === 'failing' ? { failsNewest: 2 } : state === 'unprotected' ? { failsNewest: 100_000 } : {}),
    ...(skipped > 0 ? { skipsNewest: { runs: skipped, isForever: state === 'missed' } } : {}),
    ...(state === 'small' ? { odd: [{ runsAgo: 0, story: { sizeFactor: 0.12 } }] } : {}),
    ...(state === 'sizeless' ? { odd: [{ runsAgo: 0, story: { sizeMb: null } }] } : {}),
  };
}
