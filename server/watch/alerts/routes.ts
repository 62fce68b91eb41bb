import { type Context, Hono } from 'hono';
import type { TestAlertResult, WireWatchStatus } from '../../../src/core/contract/schema-watch';
import { databaseErrorCode } from '../../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../../http/gateway-error';
import type { GatewayEnv } from '../../http/http-env';
import type { Log } from '../../http/log';
import { TOKEN_READS_ONLY } from '../../http/read-only';
import type { AlertSettings } from './alert-settings';
import type { DeliveryStore } from './delivery-store';
import { TEST_MESSAGE } from './message';
import type { WatchStore } from './store';
import type { Sender } from './webhook';

const SHOWN_DELIVERIES = 10;

export interface WatchRoutesOptions {
  /** Null where people sign in and there is no service token. */
  readonly settings: AlertSettings | null;
  readonly store: Pick<WatchStore, 'lastCheck'>;
  readonly deliveries: Pick<DeliveryStore, 'pendingCount' | 'recent'>;
  readonly sender: Pick<Sender, 'compose' | 'post'>;
  readonly log: Log;
  /** Clock used to judge servers, epoch ms. */
  readonly now: () => number;
  /** Whether this gateway is the one that checks; null if none does. */
  readonly isWatching: (() => boolean) | null;
  readonly accessOf: (c: Context<GatewayEnv>) => Promise<WatchAccess>;
}

/** `none`: the watched account is another one, of which nothing is shown. */
export type WatchAccess = 'all' | 'read' | 'none';

/** `/api/watch`: the state of the alerts, and a test alert. Shows no secrets, and only the hosts of addresses. */
export function watchRoutes(options: WatchRoutesOptions): Hono<GatewayEnv> {
  const { settings, sender, log, now } = options;
  const routes = new Hono<GatewayEnv>();
  let isTestUnderWay = false;

  routes.get('/', async (c) => {
    try {
      if ((await options.accessOf(c)) === 'none') return c.json(OTHER_ACCOUNT);
      return c.json(await statusOf(options));
    } catch (error) {
      log.event('watch_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
      return gatewayError(UNAVAILABLE);
    }
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD')));

  routes.post('/test', async (c) => {
    const access = settings === null ? 'all' : await options.accessOf(c);
    if (access === 'none') return gatewayError(NOT_YOURS);
    if (access === 'read') return gatewayError(TOKEN_READS_ONLY);
    if (settings === null || settings.webhook === null) return gatewayError(NO_WEBHOOK);
    if (isTestUnderWay) return gatewayError(UNDER_WAY);
    isTestUnderWay = true;
    try {
      const { body } = sender.compose(TEST_MESSAGE, now());
      // Sent even if the caller stops waiting.
      const { problem, status } = await sender.post(body, new AbortController().signal);
      log.event('test_alert', { id: c.get('requestId'), status, problem });
      return c.json({ problem, status } satisfies TestAlertResult);
    } finally {
      isTestUnderWay = false;
    }
  });
  routes.all('/test', () => gatewayError(methodRefused('POST')));
  return routes;
}

async function statusOf(options: WatchRoutesOptions): Promise<WireWatchStatus> {
  const { settings, store, deliveries, isWatching } = options;
  if (settings === null) return SIGN_IN;
  const { webhook, pingUrl, intervalMs, ignored } = settings;
  const [last, pendingCount, recent] = await Promise.all([
    store.lastCheck(),
    deliveries.pendingCount(),
    deliveries.recent(SHOWN_DELIVERIES),
  ]);
  return {
    state: isWatching === null ? 'off' : isWatching() ? 'watching' : 'standby',
    off_reason: isWatching === null ? 'nothingSet' : null,
    interval_ms: intervalMs,
    webhook: webhook && { host: new URL(webhook.url).host, is_signed: webhook.secret !== null },
    ping: pingUrl === null ? null : { host: new URL(pingUrl).host },
    ignored_count: ignored.size,
    last_round: last?.report ? { at: new Date(last.atMs).toISOString(), ...last.report } : null,
    next_round_at: isWatching && last ? new Date(last.atMs + intervalMs).toISOString() : null,
    pending_count: pendingCount,
    deliveries: recent,
  };
}

const SIGN_IN: WireWatchStatus = {
  state: 'off',
  off_reason: 'signIn',
  interval_ms: 0,
  webhook: null,
  ping: null,
  ignored_count: 0,
  last_round: null,
  next_round_at: null,
  pending_count: 0,
  deliveries: [],
};

const OTHER_ACCOUNT: WireWatchStatus = { ...SIGN_IN, off_reason: 'otherAccount' };

const NOT_YOURS: GatewayFailure = {
  code: 'other_account',
  detail: 'The service token of this dashboard belongs to another account. Nothing was sent.',
};
const UNAVAILABLE: GatewayFailure = {
  code: 'watch_unavailable',
  detail:
    "The database can't be read, so checks and alerts can't be shown. Check that the database is running.",
};
const NO_WEBHOOK: GatewayFailure = {
  code: 'no_webhook',
  detail: 'ALERT_WEBHOOK_URL is not set. Nothing was sent.',
};
const UNDER_WAY: GatewayFailure = {
  code: 'duplicate_call',
  detail: 'A test alert is already being sent. It was not sent a second time.',
};
