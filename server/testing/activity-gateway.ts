import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import {
  type ActivityEntry,
  activityEntrySchema,
  activityPageSchema,
  type OperationStep,
} from '../../src/core/contract/schema-activity';
import { createAgreements } from '../agreements/agreements';
import { createApp } from '../app';
import { createActivity } from '../audit/activity';
import { createLeases } from '../database/leases';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import { SILENT_LOG } from '../http/log';
import { createGatewayOperations, type GatewayOperations } from '../operations/gateway-operations';
import { createOperationStore } from '../operations/store';
import type { UpstreamOutcome } from '../provider/answer';
import { decideForward, decideWrite } from '../provider/forward-table';
import type { ProviderGate } from '../provider/gate';
import { createUpstreams, type Provider, WRITE_TIME_FACTOR } from '../provider/upstream';
import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import { createSchedules, type Schedules, type SchedulesOptions } from '../schedules/schedules';
import { OWN_PAGE } from './http';

/** A token that must not appear anywhere. */
export const SECRET = 'vps_canary_4c1f';
const READ_LIMIT_MS = 5_000;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** The gateway's HTTP surface over a real log, with the sandbox as provider. */
export interface ActivityGateway {
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** A page of the log as the browser reads it; throws when it is refused. */
  entries(
    query?: string,
  ): Promise<{ readonly entries: readonly ActivityEntry[]; readonly next: string | null }>;
  /** The provider's answer to a read, bypassing the gateway. */
  provider(path: string): Promise<string>;
  /** Logs the start of an operation, as the gateway does before its first write. */
  begin(id: string, serverId?: number, backupId?: number): Promise<void>;
  /** Logs a step. */
  step(id: string, step: OperationStep): Promise<void>;
  /** Sends a write as part of an operation. */
  part(id: string, method: string, path: string, body?: unknown): Promise<UpstreamOutcome>;
  readonly sandbox: Sandbox;
  readonly operations: GatewayOperations;
  readonly agreements: ReturnType<typeof createAgreements>;
  readonly schedules: Schedules;
}

export interface ActivityGatewayOptions extends Partial<Provider> {
  /** A database shared by several gateways; a new one by default. */
  readonly sandbox?: Sandbox;
  readonly isReadOnly?: boolean;
  /** Whether the demo data start with agreements. */
  readonly isDemo?: boolean;
  readonly leaseMs?: number;
  readonly beatMs?: number;
  /** False: requests of a run are spaced out as with a real provider. */
  readonly isSandbox?: boolean;
  readonly alert?: SchedulesOptions['alert'];
  readonly gate?: ProviderGate;
}

export function openSandbox(): Sandbox {
  return createSandbox({ file: ':memory:', clock: () => Date.parse('2025-01-16T15:45:00Z') });
}

export function openActivityGateway(
  database: Database,
  {
    sandbox = openSandbox(),
    isReadOnly = false,
    isSandbox = true,
    isDemo = false,
    alert = async () => {},
    gate,
    leaseMs,
    beatMs,
    ...changed
  }: ActivityGatewayOptions = {},
): ActivityGateway {
  const { baseUrl, token, fetch } = sandbox;
  const upstreams = createUpstreams({
    provider: { baseUrl, fetch, ...changed },
    readTimeoutMs: READ_LIMIT_MS,
    ...(gate !== undefined && { gate }),
  });
  const activity = createActivity({
    database,
    upstreams,
    token,
    log: SILENT_LOG,
    providerHost: null,
    secret: SECRET,
    now: () => Date.parse(sandbox.state().now),
    writeTimeoutMs: READ_LIMIT_MS * WRITE_TIME_FACTOR,
  });
  const now = () => Date.parse(sandbox.state().now);
  const holder = randomUUID();
  const store = createOperationStore({ database, providerHost: null, account: '', holder });
  const pace = {
    ...(leaseMs !== undefined && { leaseMs }),
    ...(beatMs !== undefined && { beatMs }),
  };
  const schedules = createSchedules({
    database,
    leases: createLeases(database, SILENT_LOG),
    providerHost: null,
    holder,
    ownAccess: async () => ({ account: '', access: activity.account }),
    callerOf: activity.accountOf,
    isReadOnly,
    isSandbox,
    isRestoring: async (account, serverKey) => (await store.blocking(account, serverKey)) !== null,
    alert,
    now,
    log: SILENT_LOG,
    ...pace,
  });
  const operations = createGatewayOperations({
    store,
    isInUse: schedules.isInUse,
    newsOf: schedules.news,
    own: activity,
    shared: null,
    log: SILENT_LOG,
    now,
    isReadOnly,
    isSandbox: true,
    ...pace,
  });
  const agreements = createAgreements({
    database,
    providerHost: null,
    accountOf: activity.accountOf,
    secret: SECRET,
    isReadOnly,
    isDemo,
    log: SILENT_LOG,
    now,
  });
  const app = createApp({
    info: { mode: 'sandbox', providerHost: null, providerUrl: null, version: '0.1.0' },
    activity,
    operations,
    schedules,
    isReadOnly,
    agreements,
    sandbox,
    clientDir: null,
    log: SILENT_LOG,
    publicAddress: null,
    readiness: async () => ({ provider: 'ok', database: 'ok' }),
    port: () => 4173,
    isStopping: () => false,
  });
  const newId = createTimeIds();
  const call: ActivityGateway['call'] = async (method, path, body, headers = {}) => {
    const request = new Request(`http://127.0.0.1:4173${path}`, {
      method,
      headers: {
        host: '127.0.0.1:4173',
        ...OWN_PAGE,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await app.fetch(request, {
      incoming: { url: path },
      outgoing: new EventEmitter(),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return {
    call,
    async entries(query = '') {
      const { status, text } = await call('GET', `/api/activity${query}`);
      if (status !== 200) throw new Error(`The log answered ${status}: ${text}`);
      const page = v.parse(activityPageSchema, JSON.parse(text));
      return { next: page.next, entries: page.entries.map((entry) => v.parse(activityEntrySchema, entry)) };
    },
    async provider(path) {
      const headers = { authorization: `Bearer ${token}` };
      return await (await fetch(new Request(`${baseUrl}${path}`, { headers }))).text();
    },
    async begin(id, serverId = 12345, backupId = 501) {
      const facts = { type: 'automatic', status: 'completed', size_mb: 4523, created_at: null };
      const intent = {
        id: newId(),
        action: 'safe_restore',
        actor: await activity.account.actors.current(),
        selfGivenName: null,
        server: { id: serverId, name: 'web-server-01' },
        backup: { id: backupId, ...facts, expires_at: null, description: '' },
        description: null,
        operationId: id,
        requestId: id,
      } as const;
      await activity.account.store.addOperation(intent, newId());
    },
    step: (operationId, step) => activity.account.store.addStep(newId(), { operationId, step, detail: null }),
    async part(operationId, method, path, sent) {
      const decision = decideForward(method, path);
      if (!decision.ok) throw new Error(decision.failure.detail);
      const { call: forwarded } = decision;
      const decided = decideWrite(forwarded, sent ?? null);
      if (!decided.ok) throw new Error(decided.failure.detail);
      const { signal } = new AbortController();
      return activity.account.write({
        call: forwarded,
        write: decided.write,
        body: decided.body,
        signal,
        requestId: operationId,
        operationId,
        selfGivenName: null,
      });
    },
    sandbox,
    operations,
    agreements,
    schedules,
  };
}
