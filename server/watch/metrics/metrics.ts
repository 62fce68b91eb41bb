import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { Registry } from 'prom-client';
import type { ScheduleFacts } from '../../../src/core/schedules/schedule-run';
import { databaseErrorCode } from '../../database/error-code';
import { gatewayError, methodRefused } from '../../http/gateway-error';
import type { GatewayEnv } from '../../http/http-env';
import type { Log } from '../../http/log';
import { noStore } from '../../http/security-headers';
import { type FleetRead, type ReadFleetOptions, readFleet } from '../../provider/read-fleet';
import type { TokenState } from '../../provider/token-state';
import type { Upstream } from '../../provider/upstream';
import { metricsGuard } from './access';
import { fleetMetrics } from './fleet-metrics';
import { createGatewayMetrics } from './gateway-metrics';
import { scheduleMetrics } from './schedule-metrics';
import { createSharedReading } from './shared-reading';

export interface Metrics {
  /** Measures requests; must come before all routes. */
  readonly observe: MiddlewareHandler<GatewayEnv>;
  /** `GET /metrics`. */
  readonly routes: Hono<GatewayEnv>;
  /** Aborts a reading under way. */
  stop(): void;
}

export interface MetricsOptions {
  /** Calls with the gateway's own token, the service token, or to the sandbox; null if there is none. */
  readonly upstream: Upstream | null;
  /** Clock used to judge servers, epoch ms. */
  readonly now: () => number;
  readonly readAgreements?: ReadFleetOptions['readAgreements'];
  readonly endAcknowledgements?: ReadFleetOptions['endAcknowledgements'];
  readonly onAllBackups?: ReadFleetOptions['onAllBackups'];
  /** None if schedules don't run. */
  readonly schedules?: () => Promise<readonly ScheduleFacts[]>;
  /** For clients on other machines; null refuses them. */
  readonly token: string | null;
  /** Of `SERVICE_TOKEN`; left out without one. */
  readonly serviceToken?: () => TokenState;
  readonly version: string;
  readonly log: Log;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const { upstream, schedules, token, version, log, serviceToken } = options;
  const gateway = createGatewayMetrics(version, serviceToken);
  const reading =
    upstream === null
      ? null
      : createSharedReading({
          read: (signal) => readFleet({ ...options, upstream, signal }),
          onError: (error) => log.error(error),
        });
  let shown: { readonly read: FleetRead; readonly text: Promise<string> } | null = null;

  /** Cached: it has thousands of lines and changes only with a new reading. */
  function fleetText(read: FleetRead): Promise<string> {
    if (shown?.read !== read) shown = { read, text: fleetMetrics(read) };
    return shown.text;
  }

  /** The rest of the metrics does not depend on the database. */
  async function scheduleText(): Promise<string> {
    try {
      return schedules === undefined ? '' : await scheduleMetrics(await schedules());
    } catch (error) {
      log.event('schedules_unavailable', { code: databaseErrorCode(error) });
      return '';
    }
  }

  const routes = new Hono<GatewayEnv>();
  routes.get('/', noStore, metricsGuard(token), compress(), async (c) => {
    const known = reading === null ? null : await reading.current();
    const servers = known?.read == null ? '' : await fleetText(known.read);
    const text = (await gateway.text(known)) + servers + (await scheduleText());
    return c.body(text, 200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE });
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD')));
  return { observe: gateway.observe, routes, stop: () => reading?.stop() };
}
