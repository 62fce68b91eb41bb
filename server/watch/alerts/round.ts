import { idKey } from '../../../src/core/backups/backup';
import type { RoundReport } from '../../../src/core/contract/schema-watch';
import {
  alertLevelOf,
  isRoundGood,
  nextRound,
  type RoundReading,
  type WatchEvent,
  type WatchState,
} from '../../../src/core/fleet/alerts';
import { type JudgedServer, needsAttention } from '../../../src/core/fleet/fleet';
import { normalizedText } from '../../../src/core/lib/fold-text';
import { databaseErrorCode } from '../../database/error-code';
import type { Log } from '../../http/log';
import type { FleetReading } from '../../provider/read-fleet';
import { alertBody } from './alert-body';
import type { AlertSettings } from './alert-settings';
import type { WatchClock } from './clock';
import { messageOf, type Seen } from './message';
import type { AlertStore, NewDelivery } from './store';
import { ping } from './webhook';

/** A reading that is not done by then has failed. */
const ROUND_LIMIT_MS = 120_000;

export interface RoundOptions {
  readonly settings: AlertSettings;
  readonly store: Pick<AlertStore, 'turn' | 'noteRound'>;
  readonly readFleet: (signal: AbortSignal) => Promise<FleetReading>;
  readonly clock: Pick<WatchClock, 'now'>;
  readonly log: Log;
  readonly newId: () => string;
  readonly userAgent: string;
  /** Address of the gateway for links, without a slash at its end; known only after the start. */
  readonly linkBase: () => string;
  /** A text that must not be sent, whatever the provider says: the token. */
  readonly secret: string | null;
  /** Fires when the gateway stops; a round that it cuts short leaves no trace. */
  readonly signal: AbortSignal;
}

/**
 * One turn of the watch: reads, compares, writes down what is to be told, and calls the dead man's switch.
 * @throws what the database says; then nothing was told or remembered, and the switch has heard of a bad round
 */
export async function runRound(options: RoundOptions): Promise<void> {
  const { settings, store, clock, log, signal } = options;
  const atMs = clock.now();
  const seen = seenIn(await readInTime(options.readFleet, signal), settings.ignored);
  if (signal.aborted) return;
  const reading = readingOf(seen);
  const report: RoundReport = {
    result: reading.kind,
    reason: seen.problem,
    server_count: seen.servers.size,
    attention_count: [...seen.servers.values()].filter(needsAttention).length,
    ping: null,
  };
  const fault = await faultOf(
    store.turn({ atMs, round: JSON.stringify(report) }, (memory) => {
      // Without somebody to tell there is nothing to remember having told.
      if (settings.webhook === null) return { memory, deliveries: [] };
      const next = nextRound(withoutIgnored(memory, seen.ignored), reading, atMs);
      return {
        memory: next.memory,
        deliveries: next.events.map((event) => deliveryOf(event, seen, options)),
      };
    }),
  );
  // What cannot be written down cannot be told either, and whoever waits for the ping should know.
  await callSwitch(isRoundGood(reading) && fault === null, atMs, report, options);
  if (fault !== null) throw fault.error;
  const { result, server_count: servers, attention_count: attention } = report;
  log.event('watch_round', { result, servers, attention });
}

interface SeenFleet extends Seen {
  /** Why nothing can be concluded from it; null when all was read. */
  readonly problem: string | null;
  /** Keys, in lower case, of servers that are not watched: those that the settings name and those that were seen. */
  readonly ignored: ReadonlySet<string>;
}

function seenIn(fleet: FleetReading, ignored: ReadonlySet<string>): SeenFleet {
  if (fleet.kind === 'blind') {
    const problem = fleet.reason;
    return { servers: new Map(), areServersKnown: false, judgedAtMs: fleet.readAtMs, problem, ignored };
  }
  const isIgnored = ({ key, name }: JudgedServer) =>
    [key, `#${key}`, name].some((each) => ignored.has(normalizedText(each).toLowerCase()));
  const left = fleet.servers.filter(isIgnored).map((judged) => keyOf(judged).toLowerCase());
  const watched = fleet.servers.filter((judged) => !isIgnored(judged));
  return {
    servers: new Map(watched.map((judged) => [keyOf(judged), judged])),
    areServersKnown: fleet.serversKnown,
    judgedAtMs: fleet.judgedAtMs,
    problem: fleet.isComplete ? null : (fleet.missing ?? 'A part of the lists is missing.'),
    ignored: new Set([...ignored, ...left]),
  };
}

/** A server that is not watched any more has not disappeared. */
function withoutIgnored(memory: WatchState, ignored: ReadonlySet<string>): WatchState {
  if (ignored.size === 0) return memory;
  const watched = [...memory.servers].filter(([key]) => !ignored.has(key.toLowerCase()));
  return { ...memory, servers: new Map(watched) };
}

/** PostgreSQL holds no NUL, and one strange id must not end the watch. */
function keyOf({ key }: Pick<JudgedServer, 'key'>): string {
  return key.replaceAll('\0', '\uFFFD');
}

function readingOf({ problem, servers, areServersKnown }: SeenFleet): RoundReading {
  if (problem !== null) return { kind: 'blind' };
  const standings = [...servers].map(
    ([key, { protection, server }]) => [key, alertLevelOf(protection.state, server)] as const,
  );
  const unjudged = [...servers].flatMap(([key, { protection }]) =>
    protection.usualIntervalMs === null && protection.newestGood?.type === 'manual' ? [key] : [],
  );
  return { kind: 'read', servers: new Map(standings), areServersKnown, unjudged: new Set(unjudged) };
}

function deliveryOf(event: WatchEvent, seen: SeenFleet, options: RoundOptions): NewDelivery {
  const message = messageOf(event, seen, seen.problem);
  const id = options.newId();
  const body = alertBody(message, {
    id,
    atMs: seen.judgedAtMs,
    linkBase: options.linkBase(),
    secret: options.secret,
  });
  const { server } = message;
  const serverKey = server === null ? null : keyOf({ key: idKey(server.id) });
  return { id, event: message.event, serverKey, serverName: server?.name ?? null, body };
}

async function callSwitch(
  isGood: boolean,
  atMs: number,
  report: RoundReport,
  { settings, store, log, userAgent, signal }: RoundOptions,
): Promise<void> {
  if (settings.pingUrl === null || signal.aborted) return;
  const { status, problem } = await ping(settings.pingUrl, isGood, { userAgent, signal });
  if (problem !== null) log.event('ping_not_taken', { status, problem });
  const told: RoundReport = { ...report, ping: { is_good: isGood, status, problem } };
  const fault = await faultOf(store.noteRound({ atMs, round: JSON.stringify(told) }));
  // Only what the settings page shows is missing then.
  if (fault !== null) log.event('watch_unavailable', { code: databaseErrorCode(fault.error) });
}

async function readInTime(readFleet: RoundOptions['readFleet'], stopped: AbortSignal): Promise<FleetReading> {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(end, ROUND_LIMIT_MS);
  stopped.addEventListener('abort', end);
  if (stopped.aborted) end();
  try {
    return await readFleet(limit.signal);
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', end);
  }
}

async function faultOf(work: Promise<void>): Promise<{ readonly error: unknown } | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return { error };
  }
}
