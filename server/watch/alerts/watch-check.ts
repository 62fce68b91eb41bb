import { isIgnored } from '../../../src/core/agreements/ignored';
import { idKey } from '../../../src/core/backups/backup';
import type { CheckReport } from '../../../src/core/contract/schema-watch';
import {
  type AlertLevel,
  alertLevelOf,
  isCheckGood,
  nextCheck,
  type WatchEvent,
  type WatchReading,
  type WatchState,
} from '../../../src/core/fleet/alerts';
import { type JudgedServer, needsAttention } from '../../../src/core/fleet/fleet';
import { databaseErrorCode } from '../../database/error-code';
import type { Log } from '../../http/log';
import type { FleetReading } from '../../provider/read-fleet';
import type { AlertSettings } from './alert-settings';
import type { NewDelivery } from './delivery-store';
import { messageOf, type Seen } from './message';
import type { WatchStore } from './store';
import type { Sender } from './webhook';

/** Longer readings count as failed. */
const READ_LIMIT_MS = 120_000;

export interface WatchCheckOptions {
  readonly settings: AlertSettings;
  readonly store: Pick<WatchStore, 'turn' | 'noteCheck'>;
  readonly readFleet: (signal: AbortSignal) => Promise<FleetReading>;
  readonly sender: Pick<Sender, 'compose' | 'ping'>;
  /** Epoch ms of this machine's clock. */
  readonly now: () => number;
  readonly log: Log;
  /** Fires when the gateway stops; the check in progress then stores nothing. */
  readonly signal: AbortSignal;
}

/**
 * One check: reads all servers, compares them with the last check, stores the messages and calls the ping address.
 * @throws database errors; then nothing was stored, and the check was reported to the ping address as failed
 */
export async function runWatchCheck(options: WatchCheckOptions): Promise<void> {
  const { settings, store, sender, now, log, signal } = options;
  const atMs = now();
  const fleet = await options.readFleet(AbortSignal.any([signal, AbortSignal.timeout(READ_LIMIT_MS)]));
  if (signal.aborted) return;
  const seen = seenIn(fleet, settings.ignored);
  const reading = readingOf(seen);
  const report: CheckReport = {
    result: reading.kind,
    reason: seen.problem,
    server_count: seen.servers.size,
    attention_count: [...seen.servers.values()].filter(needsAttention).length,
    ping: null,
  };
  const next = (memory: WatchState) => {
    // Without a webhook there is no state to keep.
    if (settings.webhook === null) return { memory, deliveries: [] };
    const check = nextCheck(withoutIgnored(memory, seen.ignored), reading, atMs);
    return { memory: check.memory, deliveries: check.events.map((event) => deliveryOf(event, seen, sender)) };
  };
  const failure = await store.turn({ atMs, report }, next).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (settings.pingUrl !== null && !signal.aborted) {
    const isGood = isCheckGood(reading) && failure === null;
    const { status, problem } = await sender.ping(isGood, signal);
    if (problem !== null) log.event('ping_not_taken', { status, problem });
    try {
      await store.noteCheck({ atMs, report: { ...report, ping: { is_good: isGood, status, problem } } });
    } catch (error) {
      // Only the settings page lacks something.
      log.event('watch_unavailable', { code: databaseErrorCode(error) });
    }
  }
  if (failure !== null) throw failure.error;
  const { result, server_count: servers, attention_count: attention } = report;
  log.event('watch_round', { result, servers, attention });
}

interface SeenFleet extends Seen {
  /** Why nothing can be judged; null when everything was read. */
  readonly problem: string | null;
  /** Lower-case names and keys from the settings, with the keys of the servers that match them. */
  readonly ignored: ReadonlySet<string>;
}

/** Servers that the settings ignore or people took out of the watch are left out. */
function seenIn(fleet: FleetReading, ignored: ReadonlySet<string>): SeenFleet {
  if (fleet.kind === 'blind') {
    const problem = fleet.reason;
    return { servers: new Map(), areServersKnown: false, judgedAtMs: fleet.readAtMs, problem, ignored };
  }
  const isLeft = (judged: JudgedServer) => judged.standing === 'unwatched' || isIgnored(ignored, judged);
  const left = fleet.servers.filter(isLeft).map(({ key }) => storedKey(key).toLowerCase());
  const watched = fleet.servers.filter((judged) => !isLeft(judged));
  return {
    servers: new Map(watched.map((judged) => [storedKey(judged.key), judged])),
    areServersKnown: fleet.serversKnown,
    judgedAtMs: fleet.judgedAtMs,
    problem: fleet.isComplete ? null : (fleet.missing ?? 'Part of the lists is missing.'),
    ignored: new Set([...ignored, ...left]),
  };
}

/** A newly ignored server has not disappeared. */
function withoutIgnored(memory: WatchState, ignored: ReadonlySet<string>): WatchState {
  const servers = [...memory.servers].filter(([key]) => !ignored.has(key.toLowerCase()));
  return { ...memory, servers: new Map(servers) };
}

/** PostgreSQL cannot store NUL. */
function storedKey(key: string): string {
  return key.replaceAll('\0', '\uFFFD');
}

function readingOf({ problem, servers, areServersKnown }: SeenFleet): WatchReading {
  if (problem !== null) return { kind: 'blind' };
  const levels = new Map<string, AlertLevel>();
  const unjudged = new Set<string>();
  const acknowledged = new Set<string>();
  for (const [key, { protection, server, standing }] of servers) {
    if (standing === 'acknowledged') acknowledged.add(key);
    levels.set(key, alertLevelOf(protection.state, server));
    if (protection.usualIntervalMs === null && protection.newestGood?.type === 'manual') unjudged.add(key);
  }
  return { kind: 'read', servers: levels, areServersKnown, unjudged, acknowledged };
}

function deliveryOf(event: WatchEvent, seen: SeenFleet, sender: WatchCheckOptions['sender']): NewDelivery {
  const message = messageOf(event, seen, seen.problem);
  const { server } = message;
  return {
    ...sender.compose(message, seen.judgedAtMs),
    event: message.event,
    server_key: server && storedKey(idKey(server.id)),
    server_name: server?.name ?? null,
  };
}
