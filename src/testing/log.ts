import { vi } from 'vitest';
import {
  DEFAULT_ACTIVITY_LIMIT,
  type WireBackup,
  type WireEntry,
  type WireWrite,
} from '../core/contract/schema-activity';
import { MINUTE_MS } from '../core/lib/time-units';
import { TEST_NOW } from './clock';
import type { TestGateway } from './gateway';

/** A log with only the entries a test needs, in place of the gateway's own; everything else is real. */

/** A log id for a moment; later moments have greater ids. */
function logId(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** A backup as logged. */
export function loggedBackup(change: Partial<WireBackup> = {}): WireBackup {
  return {
    id: 501,
    type: 'automatic',
    status: 'completed',
    size_mb: 4523,
    created_at: '2025-01-16T03:00:00.000Z',
    expires_at: '2025-02-16T03:00:00.000Z',
    description: 'Automatic daily backup',
    ...change,
  };
}

/** A write, some minutes before the tests start. */
export function loggedWrite(minutesAgo: number, change: Partial<WireWrite> = {}): WireWrite {
  const ms = TEST_NOW - minutesAgo * MINUTE_MS;
  return {
    id: logId(ms),
    time: new Date(ms).toISOString(),
    action: 'delete_backup',
    provider_host: null,
    actor: { email: 'ops@example.com', token_name: 'nightly-ops' },
    self_given_name: null,
    server: { id: 12345, name: 'web-server-01' },
    backup: loggedBackup(),
    description: null,
    result_backup_id: null,
    outcome: 'deleted',
    reason: null,
    detail: null,
    provider_status: 204,
    duration_ms: null,
    accepted_at: null,
    ended_at: new Date(ms + 340).toISOString(),
    operation_id: null,
    request_id: `request-${minutesAgo}`,
    ...change,
  };
}

/** An entry, some minutes before the tests start. */
export function logged(minutesAgo: number, change: Partial<WireEntry> = {}): WireEntry {
  const { writes = [] } = change;
  return { steps: [], writes, writes_total: writes.length, ...loggedWrite(minutesAgo, change), ...change };
}

/** What a request gets instead of the entries. */
export type LogAnswer = () => Response | Promise<Response>;

/** The gateway's error for an unreadable log. Source: its own error codes. */
export const unreadableLog: LogAnswer = () =>
  Response.json(
    {
      detail: 'The activity log is not available (SQLITE_CORRUPT).',
      gateway: { code: 'activity_unavailable', reached: 'no' },
    },
    { status: 503, headers: { 'x-gateway-error': 'activity_unavailable' } },
  );

export interface TestLog {
  /** Newest first; may change while the page is open. Anything is passed on, valid or not. */
  entries: unknown[];
  /** The received queries, in order. */
  readonly queries: readonly Readonly<Record<string, string>>[];
  /** Replaces the next answer, or the next N. */
  readonly fail: (answer: LogAnswer, times?: number) => void;
  /** For `renderApp`. */
  readonly before: (gateway: TestGateway) => void;
}

function isEntry(value: unknown): value is WireEntry {
  return typeof value === 'object' && value !== null && 'request_id' in value;
}

function passes(value: unknown, query: Readonly<Record<string, string>>): boolean {
  if (!isEntry(value)) return true;
  const { id, server, action, outcome, actor = '', from = '', to, cursor } = query;
  const who = `${value.actor?.email ?? ''}\n${value.actor?.token_name ?? ''}`.toLowerCase();
  return (
    (id === undefined || value.id === id) &&
    (server === undefined || String(value.server?.id) === server) &&
    (action === undefined || value.action === action) &&
    (outcome === undefined || value.outcome === outcome) &&
    who.includes(actor.toLowerCase()) &&
    value.time >= from &&
    (to === undefined || value.time < to) &&
    (cursor === undefined || value.id < cursor)
  );
}

/** Pages by the last id of the previous page, as the gateway does. */
function pageOf(entries: readonly unknown[], query: Readonly<Record<string, string>>): unknown {
  const all = entries.filter((entry) => passes(entry, query));
  const page = all.slice(0, Number(query['limit'] ?? DEFAULT_ACTIVITY_LIMIT));
  const last = page.findLast(isEntry);
  return { entries: page, next: all.length > page.length && last !== undefined ? last.id : null };
}

export function openLog(entries: readonly unknown[]): TestLog {
  const queries: Readonly<Record<string, string>>[] = [];
  const answers: LogAnswer[] = [];
  const log: TestLog = {
    entries: [...entries],
    queries,
    fail: (answer, times = 1) => {
      answers.push(...Array.from({ length: times }, () => answer));
    },
    before: (gateway) => {
      const fetchLog: typeof fetch = async (input, init) => {
        const url = new URL(String(input), window.location.origin);
        if (url.pathname !== '/api/activity') return gateway.fetch(input, init);
        const query = Object.fromEntries(url.searchParams);
        queries.push(query);
        const answer = answers.shift();
        return answer === undefined ? Response.json(pageOf(log.entries, query)) : await answer();
      };
      vi.stubGlobal('fetch', fetchLog);
    },
  };
  return log;
}
