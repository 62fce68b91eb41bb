import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { TEST_NOW } from '../gateway/gateway-environment';
import {
  actsFirst,
  type HostileBehaviour,
  type PlainAnswer,
  refusal,
  sendPlain,
  sendSpoilt,
} from './hostile-answers';
import { HOSTILE_CALL_NAMES, type HostileCallName, matchCall } from './hostile-calls';
import type { HostileEntry } from './hostile-data';
import { createHostileStore, type HostileStoreOptions } from './hostile-store';

export interface HostileOptions extends HostileStoreOptions {
  /** The only token it accepts. */
  readonly token?: string;
  /** The answers to each call. A list is used up one by one; its last entry repeats. */
  readonly behaviours?: Partial<Record<HostileCallName, HostileBehaviour | readonly HostileBehaviour[]>>;
}

/** One request as it arrived. */
interface HostileCall {
  readonly method: string;
  /** Path below the base URL, such as `/backups/`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON body, or the text when it is none; undefined when empty. */
  readonly body: unknown;
}

/** A provider on a real socket that does what the API document says, and nothing beyond it. */
export interface HostileProvider {
  /** Base URL as `VPS_API_URL` takes it, ending in `/api/v1`. */
  readonly url: string;
  readonly token: string;
  /** Everything that arrived, in order. */
  readonly calls: readonly HostileCall[];
  /** Requests to the other host that redirects and `next` links point to. There must never be any. */
  readonly strayCalls: readonly HostileCall[];
  /** How many requests arrived with a method and, if given, a path. */
  count(method: string, path?: string | RegExp): number;
  /** Changes how a call is answered from now on. */
  behave(call: HostileCallName, ...behaviours: HostileBehaviour[]): void;
  /** The current backups, without the broken entries between them. */
  backups(): readonly HostileEntry[];
  servers(): readonly HostileEntry[];
  /** Changes fields of one backup, for instance its status to complete it. */
  setBackup(id: number | string, fields: Readonly<Record<string, unknown>>): void;
  setServer(id: number | string, fields: Readonly<Record<string, unknown>>): void;
  /** Moves the provider's clock, in milliseconds. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const BASE_PATH = '/api/v1';

/** Starts a hostile provider on a free port of 127.0.0.1. */
export async function startHostileProvider(options: HostileOptions = {}): Promise<HostileProvider> {
  const token = options.token ?? 'vps_hostile_0123456789abcdef';
  const calls: HostileCall[] = [];
  const strayCalls: HostileCall[] = [];
  const plans = new Map<HostileCallName, HostileBehaviour[]>();
  let nowMs = Date.parse(TEST_NOW);

  const elsewhere = await listen(async (request, response) => {
    strayCalls.push(await readCall(request));
    sendPlain(response, { status: 200, body: { count: 0, results: [] } });
  });
  // Another name and port than the provider's own, so that following it shows.
  const elsewhereUrl = `http://localhost:${elsewhere.port}${BASE_PATH}`;
  const store = createHostileStore(options, { now: () => nowMs, elsewhereUrl });

  function behave(call: HostileCallName, ...behaviours: HostileBehaviour[]): void {
    plans.set(call, behaviours);
  }
  function nextBehaviour(call: HostileCallName): HostileBehaviour {
    const plan = plans.get(call) ?? [];
    return (plan.length > 1 ? plan.shift() : plan[0]) ?? 'normal';
  }

  function answer(call: HostileCall, response: ServerResponse): void {
    if (call.headers['authorization'] !== `Bearer ${token}`) {
      sendPlain(response, { status: 401, body: { detail: 'Authentication credentials were not provided.' } });
      return;
    }
    const matched = matchCall(call.method, call.path);
    if (matched === undefined) {
      sendPlain(response, { status: 404, body: { detail: 'Not found.' } });
      return;
    }
    const behaviour = nextBehaviour(matched.name);
    const refused = refusal(behaviour, { nowMs, elsewhere: `${elsewhereUrl}${call.path}` });
    if (refused !== undefined) {
      sendPlain(response, refused);
      return;
    }
    const result: PlainAnswer = actsFirst(behaviour) ? store.carryOut(matched, call) : { status: 200 };
    sendSpoilt(response, behaviour, result);
  }

  for (const name of HOSTILE_CALL_NAMES) {
    const plan = options.behaviours?.[name];
    if (plan !== undefined) behave(name, ...[plan].flat());
  }

  const main = await listen(async (request, response) => {
    const call = await readCall(request);
    calls.push(call);
    response.setHeader('date', new Date(nowMs).toUTCString());
    answer(call, response);
  });

  return {
    url: `http://127.0.0.1:${main.port}${BASE_PATH}`,
    token,
    calls,
    strayCalls,
    behave,
    count: (method, path) => calls.filter((call) => call.method === method && isPath(call.path, path)).length,
    backups: store.backups,
    servers: store.servers,
    setBackup: store.setBackup,
    setServer: store.setServer,
    advance: (ms) => {
      nowMs += ms;
    },
    close: async () => {
      await Promise.all([closeServer(main.server), closeServer(elsewhere.server)]);
    },
  };
}

function isPath(path: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? path === wanted : wanted.test(path);
}

async function readCall(request: IncomingMessage): Promise<HostileCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? '/', 'http://provider.invalid');
  return {
    method: request.method ?? 'GET',
    path: url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: parseBody(Buffer.concat(chunks).toString('utf8')),
  };
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(handle: Handler): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    // A client that disconnects while its request is read does not matter here.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The hostile provider has no port.');
  return { server, port: address.port };
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Endless and silent responses would keep it open forever.
    server.closeAllConnections();
  });
}
