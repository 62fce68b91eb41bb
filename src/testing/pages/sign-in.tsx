import { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, Socket } from 'node:net';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Hono } from 'hono';
import { onTestFinished, vi } from 'vitest';
import { createApp } from '../../../server/app';
import { createSharedActivity } from '../../../server/audit/activity';
import { openSqlite } from '../../../server/database/sqlite';
import type { GatewayEnv } from '../../../server/http/http-env';
import { SILENT_LOG } from '../../../server/http/log';
import { createLiveTokens } from '../../../server/provider/secrets';
import { createUpstreams } from '../../../server/provider/upstream';
import { createSandbox, type SandboxOptions } from '../../../server/sandbox/sandbox';
import type { ServiceRelation } from '../../../server/session/service-token';
import { createSignIn } from '../../../server/session/sign-in';
import { createSignInLimiter } from '../../../server/session/sign-in-limiter';
import { App } from '../../app/app';
import { createQueryClient } from '../../app/query-client';
import { navigation } from '../../browser/navigation';
import { setPreferences } from '../../browser/storage/preferences';
import type { WatchStatus } from '../../core/contract/schema-watch';
import { toWire } from '../../core/contract/wire-case';
import { type Language, loadFirstWords, loadLanguage } from '../../core/text/language';
import { WATCH_OFF } from '../gateway';

const ORIGIN = 'http://127.0.0.1:4173';
const READ_TIMEOUT_MS = 15_000;

export interface SignInSetup {
  /** Where the browser stands, query included. */
  readonly path: string;
  readonly language?: Language;
  readonly mode?: 'sign-in' | 'token';
  /** Whether the browser has signed in before. */
  readonly isSignedIn?: boolean;
  /** How long a sign-in lasts without use, and in any case. */
  readonly idleMs?: number;
  readonly maxMs?: number;
  /** Replaces the sandbox's fleet. */
  readonly fleet?: SandboxOptions['fleet'];
  /** What is watched without a browser; nothing unless told otherwise. */
  readonly watch?: Partial<WatchStatus>;
  /** What the gateway knows of its service token; left out without one. */
  readonly service?: ServiceRelation;
  /** How far the provider's clock is ahead of all others. */
  readonly providerAheadMs?: number;
}

/** The app before a gateway that people sign in to; its provider is a sandbox, whose token is the good one. */
export async function renderSignIn(setup: SignInSetup) {
  const { path, language = 'en', mode = 'sign-in', isSignedIn = false } = setup;
  const { idleMs = 30 * 60_000, maxMs = 12 * 3_600_000, providerAheadMs = 0, service } = setup;
  const sandbox = createSandbox({
    file: ':memory:',
    clock: () => Date.now() + providerAheadMs,
    ...(setup.fleet === undefined ? {} : { fleet: setup.fleet }),
  });
  const database = await openSqlite(':memory:');
  const upstreams = createUpstreams({ provider: sandbox, readTimeoutMs: READ_TIMEOUT_MS });
  const signIn = createSignIn({
    config: { secret: null, idleMs, maxMs, trustedProxies: new BlockList() },
    database,
    log: SILENT_LOG,
    upstreams,
    baseUrl: sandbox.baseUrl,
    isHttps: false,
    liveTokens: createLiveTokens(),
    limiter: createSignInLimiter(async () => undefined),
    ...(service !== undefined && { service: { relationTo: () => service } }),
  });
  const app = createApp({
    info: { mode, providerHost: 'provider.example', providerUrl: sandbox.baseUrl, version: '0.1.0' },
    activity: createSharedActivity({
      database,
      upstreams,
      log: SILENT_LOG,
      providerHost: 'provider.example',
      now: () => Date.now(),
      writeTimeoutMs: 3 * READ_TIMEOUT_MS,
    }),
    signIn,
    alerts: {
      routes: new Hono<GatewayEnv>().get('/', (c) => c.json(toWire({ ...WATCH_OFF, ...setup.watch }))),
    },
    sandbox: null,
    clientDir: null,
    log: SILENT_LOG,
    publicAddress: null,
    readiness: async () => ({ provider: 'ok', database: 'ok' }),
    port: () => 4173,
    isStopping: () => false,
  });

  /** The gateway's cookies, which the page cannot read. */
  let cookie = '';
  let isRefusing = false;
  const calls: string[] = [];
  const browserFetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input), ORIGIN);
    const request = new Request(url, init);
    request.headers.set('host', url.host);
    request.headers.set('sec-fetch-site', 'same-origin');
    if (cookie !== '') request.headers.set('cookie', cookie);
    calls.push(`${request.method} ${url.pathname}`);
    const incoming = new IncomingMessage(new Socket());
    incoming.url = url.pathname + url.search;
    const answer = await app.fetch(request, { incoming, outgoing: new ServerResponse(incoming) });
    const set = answer.headers.get('set-cookie');
    if (set !== null && !isRefusing) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  vi.stubGlobal('fetch', browserFetch);
  if (isSignedIn) {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'vps-backups' };
    const body = JSON.stringify({ token: sandbox.token });
    await browserFetch('/api/session', { method: 'POST', headers, body });
  }
  const replaced = vi.spyOn(navigation, 'replace').mockImplementation(() => undefined);
  setPreferences({ language });
  window.history.replaceState(null, '', path);
  const queryClient = createQueryClient();
  // Loaded before: React complains where a test draws something that suspends.
  await loadLanguage(language);
  const page = render(<App firstPack={await loadFirstWords(language)} queryClient={queryClient} />);
  onTestFinished(async () => {
    page.unmount();
    queryClient.clear();
    replaced.mockRestore();
    sandbox.close();
    await database.close();
  });
  return {
    /** What the provider accepts. */
    token: sandbox.token,
    sandbox,
    user: userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined) }),
    calls,
    /** Where the page navigated to, in order. */
    went: () => replaced.mock.calls.map(([to]) => to),
    container: page.container,
    /** The browser takes no cookie from now on. */
    refuseCookies: () => {
      isRefusing = true;
    },
    fetch: browserFetch,
  };
}
