import { Hono } from 'hono';
import * as v from 'valibot';
import {
  type RoundReport,
  roundReportWire,
  type TestAlertResult,
  type WireWatchStatus,
} from '../../../src/core/contract/schema-watch';
import { toWire } from '../../../src/core/contract/wire-case';
import { parseJson } from '../../../src/core/lib/parse-json';
import { databaseErrorCode } from '../../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../../http/gateway-error';
import type { GatewayEnv } from '../../http/http-env';
import type { Log } from '../../http/log';
import { alertBody } from './alert-body';
import type { AlertSettings } from './alert-settings';
import { TEST_MESSAGE } from './message';
import type { AlertStore } from './store';
import { postWebhook } from './webhook';

const SHOWN_DELIVERIES = 10;

export interface WatchRoutesOptions {
  readonly settings: AlertSettings;
  readonly store: Pick<AlertStore, 'lastRound' | 'pendingCount' | 'recent'>;
  readonly log: Log;
  readonly newId: () => string;
  readonly userAgent: string;
  readonly linkBase: () => string;
  readonly secret: string | null;
  /** The time that messages carry, epoch ms. */
  readonly now: () => number;
  /** Whether this gateway is the one that watches; null where none does. */
  readonly isWatching: (() => boolean) | null;
  /** Whether each person brings a token, so that the gateway has none to watch with. */
  readonly isSignIn: boolean;
}

/** `/api/watch`: what is watched and what was told, without a secret or a full address; and a test alert. */
export function watchRoutes(options: WatchRoutesOptions): Hono<GatewayEnv> {
  const { settings, log } = options;
  const routes = new Hono<GatewayEnv>();
  let testUnderWay = false;

  routes.get('/', async (c) => {
    try {
      return c.json(await statusOf(options));
    } catch (error) {
      log.event('watch_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
      return gatewayError(UNAVAILABLE);
    }
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD')));

  routes.post('/test', async (c) => {
    const { webhook } = settings;
    if (webhook === null) return gatewayError(NO_WEBHOOK);
    if (testUnderWay) return gatewayError(UNDER_WAY);
    testUnderWay = true;
    try {
      const { linkBase, secret, newId, now, userAgent } = options;
      const body = alertBody(TEST_MESSAGE, { id: newId(), atMs: now(), linkBase: linkBase(), secret });
      // Whether somebody waits for the answer or not, it is sent once.
      const { problem, status } = await postWebhook(webhook, { body, userAgent, signal: NEVER });
      log.event('test_alert', { id: c.get('requestId'), status, problem });
      const result: TestAlertResult = { problem, status };
      return c.json(result);
    } finally {
      testUnderWay = false;
    }
  });
  routes.all('/test', () => gatewayError(methodRefused('POST')));
  return routes;
}

const NEVER = new AbortController().signal;

async function statusOf({
  settings,
  store,
  isWatching,
  isSignIn,
}: WatchRoutesOptions): Promise<WireWatchStatus> {
  const { webhook, pingUrl, intervalMs, ignored } = settings;
  const [last, pendingCount, deliveries] = isSignIn
    ? [null, 0, []]
    : await Promise.all([store.lastRound(), store.pendingCount(), store.recent(SHOWN_DELIVERIES)]);
  const report = reportIn(last?.round ?? null);
  return {
    state: isWatching === null ? 'off' : isWatching() ? 'watching' : 'standby',
    off_reason: isWatching !== null ? null : isSignIn ? 'signIn' : 'nothingSet',
    interval_ms: intervalMs,
    webhook: webhook && { host: new URL(webhook.url).host, is_signed: webhook.secret !== null },
    ping: pingUrl === null ? null : { host: new URL(pingUrl).host },
    ignored_count: ignored.size,
    last_round:
      last === null || report === null ? null : { at: new Date(last.atMs).toISOString(), ...report },
    next_round_at:
      isWatching === null || last === null ? null : new Date(last.atMs + intervalMs).toISOString(),
    pending_count: pendingCount,
    deliveries,
  };
}

/** Earlier versions stored camelCase keys. */
const storedReportSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((stored) => toWire(stored)),
  roundReportWire,
);

function reportIn(text: string | null): RoundReport | null {
  const report = v.safeParse(storedReportSchema, text === null ? null : parseJson(text));
  return report.success ? report.output : null;
}

const UNAVAILABLE: GatewayFailure = {
  code: 'watch_unavailable',
  detail: 'What was watched and told cannot be read from the database. See that it runs.',
};
const NO_WEBHOOK: GatewayFailure = {
  code: 'no_webhook',
  detail: 'There is nowhere to send it to: ALERT_WEBHOOK_URL is not set. Nothing was sent.',
};
const UNDER_WAY: GatewayFailure = {
  code: 'duplicate_call',
  detail: 'A test alert is still under way. It was not sent a second time.',
};
