import { type JudgedServer, needsAttention } from '../../src/core/fleet/fleet';
import { PROTECTION_ORDER } from '../../src/core/protection/protection-state';
import { allReasons, mainReason, stateWords } from '../watch/english';
import type { CheckFormat } from './options';
import { attentionWords, type CheckResult, EXIT_CODES } from './result';

/** Monitoring systems cut output at 4 KiB or later. */
const MAX_NAGIOS_LINES = 25;

export interface OutputContext {
  /** Host of the provider; null for the demo data. */
  readonly providerHost: string | null;
  readonly tookMs: number;
}

/** The result with a final newline. */
export function formatResult(result: CheckResult, format: CheckFormat, context: OutputContext): string {
  switch (format) {
    case 'text':
      return lines(textLines(result));
    case 'json':
      return `${JSON.stringify(jsonOf(result, context), null, 2)}\n`;
    case 'nagios':
      return lines(nagiosLines(result, context));
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${harmless(text)}\n`).join('');
}

/** Names are foreign text: removes what controls a terminal, breaks a line or changes the writing direction. */
function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trimEnd();
}

function textLines(result: CheckResult): string[] {
  const { headline, notes, reading, servers, status } = result;
  const rows = servers.map((server) => ({
    state: `${stateWords(server)}${server.standing === 'acknowledged' ? ', acknowledged' : ''}`,
    server: `${harmless(server.name)} (${harmless(String(server.id))})`,
    why: whyOf(server, reading?.judgedAtMs ?? 0),
  }));
  const width = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0);
  const stateWidth = width(rows.map(({ state }) => state));
  const serverWidth = Math.min(60, width(rows.map(({ server }) => server)));
  return [
    `${status.toUpperCase()}: ${headline}`,
    ...notes,
    ...(rows.length === 0 ? [] : ['']),
    ...rows.map(
      ({ server, state, why }) => `${state.padEnd(stateWidth)}  ${server.padEnd(serverWidth)}  ${why}`,
    ),
  ];
}

function whyOf(server: JudgedServer, judgedAtMs: number): string {
  const isRunning = server.protection.running.length > 0 && server.protection.state !== 'never';
  return `${mainReason(server, judgedAtMs)}${isRunning ? ' A backup is running.' : ''}`;
}

/** Source: the Nagios plugin guidelines. `|` starts the performance data and is replaced elsewhere. */
function nagiosLines(result: CheckResult, { tookMs }: OutputContext): string[] {
  const { headline, isDemo, notes, reading, servers, status } = result;
  const attention = servers.filter(needsAttention);
  const why = status === 'unknown' || attention.length === 0 ? '' : ` (${attentionWords(servers)})`;
  const demo = isDemo ? ' [demo data]' : '';
  const worst = attention[0] === undefined ? '' : ` Worst: ${attention[0].name}.`;
  const first = `BACKUPS ${status.toUpperCase()} - ${headline.replace(/\.$/, '')}${why}.${worst}${demo}`;
  const listed = attention.slice(0, MAX_NAGIOS_LINES).map((server) => {
    const { name, id } = server;
    return `${stateWords(server)}: ${name} (${id}). ${whyOf(server, reading?.judgedAtMs ?? 0)}`;
  });
  const more = attention.length - listed.length;
  const long = [...notes, ...listed, ...(more > 0 ? [`And ${more} more.`] : [])].map(withoutBar);
  return [`${withoutBar(first)} | ${performanceData(result, tookMs)}`, ...long];
}

function withoutBar(text: string): string {
  return text.replaceAll('|', '/');
}

function performanceData(result: CheckResult, tookMs: number): string {
  const { acknowledgedCount, counts, errorCount, reading, servers } = result;
  const time = `time=${(tookMs / 1000).toFixed(3)}s;;;0`;
  // Zeros would be plotted for values that were not read.
  if (reading === null || servers.length === 0) return time;
  const oldestMs = servers.reduce(
    (oldest, { protection }) => Math.max(oldest, protection.newestGoodAgeMs ?? 0),
    0,
  );
  const states = PROTECTION_ORDER.map((state) => `${state}=${counts[state]};;;0;${servers.length}`);
  return [
    `servers=${servers.length};;;0`,
    ...states,
    `in_error=${errorCount};;;0;${servers.length}`,
    `acknowledged=${acknowledgedCount};;;0;${servers.length}`,
    `oldest_newest_good=${Math.floor(oldestMs / 1000)}s;;;0`,
    time,
  ].join(' ');
}

function jsonOf(result: CheckResult, { providerHost }: OutputContext): unknown {
  const {
    acknowledgedCount,
    attentionCount,
    counts,
    failure,
    headline,
    notes,
    reading,
    schedules,
    servers,
    status,
  } = result;
  return {
    status,
    exitCode: EXIT_CODES[status],
    headline,
    notes,
    error: failure,
    provider: providerHost ?? 'demo data',
    readAt: reading === null ? null : new Date(reading.readAtMs).toISOString(),
    judgedAt: reading === null ? null : new Date(reading.judgedAtMs).toISOString(),
    isComplete: reading?.isComplete ?? false,
    areServersKnown: reading?.serversKnown ?? false,
    attentionCount,
    acknowledgedCount,
    counts,
    schedules,
    servers: servers.map((server) => jsonServer(server, reading?.judgedAtMs ?? 0)),
  };
}

function jsonServer(server: JudgedServer, judgedAtMs: number) {
  const { exposure, goodCount, newestGood, newestGoodAgeMs, running, state, usualIntervalMs } =
    server.protection;
  const seconds = (ms: number | null) => (ms === null ? null : Math.floor(ms / 1000));
  return {
    id: server.id,
    name: server.name,
    state,
    standing: server.standing,
    serverStatus: server.server?.status ?? null,
    reasons: allReasons(server, judgedAtMs),
    newestGoodAt: newestGood?.createdAt ?? null,
    newestGoodAgeSeconds: seconds(newestGoodAgeMs),
    usualIntervalSeconds: seconds(usualIntervalMs),
    goodCount,
    runningCount: running.length,
    exposure,
  };
}
