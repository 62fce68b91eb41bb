import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import type { Database } from '../../database/tables';
import { createTimeIds } from '../../database/time-id';
import type { GatewayEnv } from '../../http/http-env';
import type { Log } from '../../http/log';
import { type ReadFleetOptions, readFleet } from '../../provider/read-fleet';
import type { Upstream } from '../../provider/upstream';
import type { AlertSettings } from './alert-settings';
import { createDeliveryStore, insertDeliveries } from './delivery-store';
import { postgresLeadership, SOLE_LEADER } from './leader';
import type { Message } from './message';
import { type WatchRoutesOptions, watchRoutes } from './routes';
import { createWatchStore } from './store';
import { createWatcher } from './watcher';
import { createSender, type SenderOptions } from './webhook';

export interface Alerts {
  readonly routes: Hono<GatewayEnv>;
  /** Stores an alert for delivery; does nothing without a webhook. */
  notify(message: Message): Promise<void>;
  /** Starts checking, if there is a token and an address to call. */
  start(): void;
  /** Resolves when nothing is running any more. */
  stop(): Promise<void>;
}

export interface AlertsOptions extends Omit<SenderOptions, 'newId'> {
  readonly settings: AlertSettings;
  readonly database: Database;
  /** The connection of `database` if that is PostgreSQL; null for a file. */
  readonly databaseUrl: string | null;
  /** Calls with the gateway's own token, the service token, or to the sandbox; null if there is none. */
  readonly upstream: Upstream | null;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Clock used to judge servers, epoch ms: the sandbox's if that is the provider. */
  readonly now: () => number;
  readonly readAgreements?: ReadFleetOptions['readAgreements'];
  readonly endAcknowledgements?: ReadFleetOptions['endAcknowledgements'];
  readonly onAllBackups?: ReadFleetOptions['onAllBackups'];
  readonly log: Log;
  /** What a caller may see and do here; left out if everybody may do everything. */
  readonly accessOf?: WatchRoutesOptions['accessOf'];
}

/** Checks without a browser, and the data for the settings page. */
export function createAlerts(options: AlertsOptions): Alerts {
  const { settings, database, databaseUrl, upstream, log, providerHost, secret } = options;
  const scope = watchScope({ providerHost, token: secret, isShared: databaseUrl !== null });
  const own = { database, scope, now: Date.now };
  const store = createWatchStore(own);
  const deliveries = createDeliveryStore(own);
  const sender = createSender({ ...options, newId: createTimeIds() });
  const hasTarget = settings.webhook !== null || settings.pingUrl !== null;
  const watcher =
    upstream === null || !hasTarget
      ? null
      : createWatcher({
          settings,
          store,
          deliveries,
          sender,
          leadership: databaseUrl === null ? SOLE_LEADER : postgresLeadership(databaseUrl, scope, log),
          readFleet: (signal) => readFleet({ ...options, upstream, signal }),
          now: Date.now,
          log,
        });
  const routes = watchRoutes({
    settings: upstream === null ? null : settings,
    store,
    deliveries,
    sender,
    log,
    now: options.now,
    isWatching: watcher === null ? null : watcher.isWatching,
    accessOf: options.accessOf ?? (async () => 'all'),
  });
  return {
    routes,
    async notify(message) {
      if (watcher === null || settings.webhook === null) return;
      const delivery = { ...sender.compose(message, options.now()), event: message.event };
      const about = { server_key: null, server_name: null };
      await database.db
        .transaction()
        .execute((transaction) =>
          insertDeliveries(transaction, scope, [{ ...delivery, ...about }], Date.now()),
        );
    },
    start() {
      if (watcher !== null) watcher.start();
      else if (hasTarget)
        log.event('watch_off', { reason: 'sign-in: the gateway has no token of its own; set SERVICE_TOKEN' });
    },
    stop: async () => watcher?.stop(),
  };
}

/** A separate context makes this hash of the token useless elsewhere. */
const PURPOSE = 'vps-backups watch scope';

export interface ScopeOptions {
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Null for the sandbox. */
  readonly token: string | null;
  /** Whether other gateways may use the same database. */
  readonly isShared: boolean;
}

/**
 * Identifies one watch in a database, for its lock, state and deliveries; does not reveal the token. In a shared
 * database each token has its own, because it may belong to another account. A file belongs to one gateway, which keeps
 * its state when its token changes.
 */
export function watchScope({ providerHost, token, isShared }: ScopeOptions): string {
  const host = providerHost ?? 'sandbox';
  if (token === null || !isShared) return host;
  return `${host} ${createHmac('sha256', PURPOSE).update(token).digest('hex').slice(0, 32)}`;
}
