import * as v from 'valibot';
import { toWire } from '../../src/core/contract/wire-case';
import { Answers } from './answers';
import {
  creationSpeedSchema,
  MAX_CLOCK_OFFSET_MS,
  parseChange,
  type SandboxChange,
  SandboxChangeError,
} from './change';
import { closeDatabase, openDatabase, SandboxFileError } from './database';
import { makeBigFleet } from './fleet/big-fleet';
import { makeDemoFleet } from './fleet/fleet';
import { createRandom } from './fleet/random';
import { advance, type Circumstances } from './lifecycle';
import { type FleetSize, fleetSizeSchema } from './model';
import { addPastBackups, type PastBackup } from './past';
import { API_PATH, createRoutes } from './routes';
import { findScenario, SCENARIO_NAMES, type Sleep } from './scenarios';
import { type Settings, Store } from './store';

export interface SandboxOptions {
  /** Path of the SQLite file, created if missing; `:memory:` keeps nothing. */
  readonly file: string;
  /** Epoch ms; the machine's clock by default. */
  readonly clock?: (() => number) | undefined;
  /** The same seed and clock give the same fleet. */
  readonly seed?: number | undefined;
  /** Size of a generated fleet, instead of the demo fleet. */
  readonly fleet?: FleetSize | undefined;
  /** At 1, the default, a manual backup takes 10–40 s. An existing file keeps its setting. */
  readonly creationSpeed?: number | undefined;
  /** The delay of the scenario `slow`. */
  readonly sleep?: Sleep | undefined;
}

/** The sandbox's settings, as the gateway shows them. */
export interface SandboxState {
  readonly scenario: string | null;
  readonly scenarios: readonly string[];
  /** The sandbox's time: the clock plus its offset. ISO 8601 in UTC. */
  readonly now: string;
  readonly creationSpeed: number;
}

/** The embedded provider: `fetch` answers like the real one, everything else controls it. */
export interface Sandbox {
  readonly baseUrl: string;
  readonly token: string;
  /**
   * Answers one call. Rejects as Node's `fetch` does: with the reason of the request's signal when that fires,
   * with `TypeError('fetch failed')` when a scenario cuts the connection.
   */
  fetch(request: Request): Promise<Response>;
  state(): SandboxState;
  /** Validates its input, which may come from outside. @throws SandboxChangeError */
  update(change: SandboxChange): SandboxState;
  /** Adds past manual backups to the demo fleet and returns their ids; null for a generated fleet. */
  addPast(backups: readonly PastBackup[]): readonly number[] | null;
  /** Starts over: fresh fleet of the same kind, no scenario, real time, configured speed. */
  reset(): SandboxState;
  close(): void;
}

const TOKEN = 'vps_sandbox_demo_token';
const DEFAULT_SEED = 20250116;

/**
 * Opens the embedded provider; a new file gets a fresh fleet.
 * @throws SandboxFileError when the file cannot be used, or holds another fleet than the requested one.
 * @throws RangeError when an option is out of range.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { clock = Date.now, fleet: size, sleep = wait } = options;
  const initialSpeed = options.creationSpeed ?? 1;
  if (!v.is(creationSpeedSchema, initialSpeed))
    throw new RangeError(`creationSpeed cannot be ${initialSpeed}.`);
  if (size !== undefined && !v.is(fleetSizeSchema, size)) {
    throw new RangeError(`A fleet cannot have ${size.servers} servers and ${size.backups} backups.`);
  }

  const database = openDatabase(options.file);
  const store = new Store(database);

  const makeAnew = (seed: number, fleetSize: FleetSize | null): Settings => {
    const moment = { now: Math.floor(clock()), random: createRandom(seed) };
    const settings: Settings = {
      scenario: null,
      creationSpeed: initialSpeed,
      clockOffsetMs: 0,
      seed,
      fleetServers: fleetSize?.servers ?? null,
      fleetBackups: fleetSize?.backups ?? null,
    };
    const fleet = fleetSize === null ? makeDemoFleet(moment) : makeBigFleet(fleetSize, moment);
    store.replaceAll(fleet, settings);
    return settings;
  };
  const settings = (): Settings => store.settings() ?? makeAnew(options.seed ?? DEFAULT_SEED, size ?? null);
  const nowOf = (set: Settings): number => Math.floor(clock()) + set.clockOffsetMs;
  const stateOf = (set: Settings): SandboxState => ({
    scenario: set.scenario,
    scenarios: SCENARIO_NAMES,
    now: new Date(nowOf(set)).toISOString(),
    creationSpeed: set.creationSpeed,
  });

  try {
    const problem = mismatch(settings(), options);
    if (problem !== null) throw new SandboxFileError(options.file, problem);
  } catch (error) {
    database.close();
    throw error;
  }

  const app = createRoutes({
    store,
    answers: new Answers(database),
    token: TOKEN,
    now: () => nowOf(settings()),
    circumstances: () => circumstancesOf(settings()),
  });

  return {
    baseUrl: `http://sandbox.invalid${API_PATH}`,
    token: TOKEN,
    async fetch(request) {
      request.signal.throwIfAborted();
      const set = settings();
      const carryOut = async () => {
        advance(store, nowOf(set), circumstancesOf(set));
        return await app.fetch(request);
      };
      const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
      const answer = findScenario(set.scenario)?.answer;
      const response = answer
        ? await answer({ isWrite, signal: request.signal, sleep, carryOut })
        : await carryOut();
      response.headers.set('date', new Date(nowOf(set)).toUTCString());
      return response;
    },
    state: () => stateOf(settings()),
    update(change) {
      const { advanceMs = 0, creationSpeed, scenario } = parseChange(toWire(change));
      const before = settings();
      const after: Settings = {
        ...before,
        scenario: scenario === undefined ? before.scenario : scenario,
        creationSpeed: creationSpeed ?? before.creationSpeed,
        clockOffsetMs: before.clockOffsetMs + advanceMs,
      };
      if (after.clockOffsetMs > MAX_CLOCK_OFFSET_MS) {
        throw new SandboxChangeError('The clock can be moved ahead by at most 400 days in all.');
      }
      // Everything up to now follows the old settings.
      advance(store, nowOf(before), circumstancesOf(before));
      store.changeSettings(after);
      return stateOf(after);
    },
    addPast(backups) {
      const { seed, fleetServers } = settings();
      return fleetServers === null ? addPastBackups(store, backups, createRandom(seed)) : null;
    },
    reset() {
      const { seed, fleetServers, fleetBackups } = settings();
      const isDemo = fleetServers === null || fleetBackups === null;
      return stateOf(makeAnew(seed, isDemo ? null : { servers: fleetServers, backups: fleetBackups }));
    },
    close() {
      closeDatabase(database);
    },
  };
}

function circumstancesOf(settings: Settings): Circumstances {
  const scenario = findScenario(settings.scenario);
  return {
    random: createRandom(settings.seed),
    creationSpeed: settings.creationSpeed,
    failsBackups: scenario?.failsBackups ?? false,
    failsRestores: scenario?.failsRestores ?? false,
  };
}

/** Why a file does not hold the requested fleet; without a request, any fleet will do. */
function mismatch(held: Settings, wish: SandboxOptions): string | null {
  const isOtherSize =
    wish.fleet !== undefined &&
    (wish.fleet.servers !== held.fleetServers || wish.fleet.backups !== held.fleetBackups);
  if (isOtherSize) {
    return held.fleetServers === null
      ? 'holds the demo fleet, not a generated one'
      : `holds a fleet of ${held.fleetServers} servers and ${held.fleetBackups} backups`;
  }
  const isOtherSeed = wish.seed !== undefined && wish.seed !== held.seed;
  return isOtherSeed ? `holds a fleet made with seed ${held.seed}` : null;
}

const wait: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
