import type { Hono } from 'hono';
import type { Database } from '../../database/tables';
import { createTimeIds } from '../../database/time-id';
import type { GatewayEnv } from '../../http/http-env';
import type { Log } from '../../http/log';
import { readFleet } from '../../provider/read-fleet';
import type { Upstream } from '../../provider/upstream';
import type { AlertSettings } from './alert-settings';
import { MACHINE_CLOCK, type WatchClock } from './clock';
import { postgresLeadership, SOLE_LEADER } from './leader';
import { watchRoutes } from './routes';
import { watchScope } from './scope';
import { createAlertStore } from './store';
import { createWatcher } from './watcher';

export interface Alerts {
  readonly routes: Hono<GatewayEnv>;
  /** Begins to watch, where there is something to watch with and somebody to tell. */
  start(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export interface AlertsOptions {
  readonly settings: AlertSettings;
  readonly database: Database;
  /** That of `database` where it is PostgreSQL; null for a file. */
  readonly databaseUrl: string | null;
  /** With the gateway's own token, or to the sandbox; null where each person brings a token. */
  readonly upstream: Upstream | null;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** A text that must never be sent: the token. */
  readonly secret: string | null;
  /** The time that servers are judged at, epoch ms: the sandbox's where it is the provider. */
  readonly now: () => number;
  /** Address of the gateway for links, without a slash at its end; asked only after the start. */
  readonly linkBase: () => string;
  readonly version: string;
  readonly log: Log;
  /** For pauses and intervals; this machine's clock unless told otherwise. */
  readonly clock?: WatchClock;
}

const NOTHING_SET: AlertSettings = { webhook: null, pingUrl: null, intervalMs: 0, ignored: new Set() };

/** Watching without a browser: the watcher, and what the settings page shows of it. */
export function createAlerts(options: AlertsOptions): Alerts {
  const { settings, database, databaseUrl, upstream, log, clock = MACHINE_CLOCK } = options;
  const { providerHost, secret: token } = options;
  const scope = watchScope({ providerHost, token, isShared: databaseUrl !== null });
  const store = createAlertStore({ database, scope, now: clock.now });
  const newId = createTimeIds();
  const userAgent = `vps-backups/${options.version}`;
  const { linkBase, secret } = options;
  const hasTarget = settings.webhook !== null || settings.pingUrl !== null;
  const watcher =
    upstream === null || !hasTarget
      ? null
      : createWatcher({
          settings,
          store,
          leadership: databaseUrl === null ? SOLE_LEADER : postgresLeadership(databaseUrl, scope, log),
          readFleet: (signal) => readFleet({ upstream, signal, now: options.now }),
          clock,
          log,
          newId,
          userAgent,
          linkBase,
          secret,
        });
  const routes = watchRoutes({
    // Whoever signs in is told nothing of what the gateway did with a token of its own, and sends nothing to its hook.
    settings: upstream === null ? NOTHING_SET : settings,
    store,
    log,
    newId,
    userAgent,
    linkBase,
    secret,
    now: options.now,
    isWatching: watcher === null ? null : watcher.isWatching,
    isSignIn: upstream === null,
  });
  return {
    routes,
    start() {
      if (watcher !== null) watcher.start();
      else if (hasTarget) log.event('watch_off', { reason: 'sign-in: the gateway has no token of its own' });
    },
    stop: async () => watcher?.stop(),
  };
}
