import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayEnv } from '../../http/http-env';
import type { TokenState } from '../../provider/token-state';
import type { KnownFleet } from './shared-reading';

/** Seconds: from answers out of memory to slow writes. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];
const ROUTE_LABELS = ['method', 'route'] as const;

export interface GatewayMetrics {
  readonly observe: MiddlewareHandler<GatewayEnv>;
  /** Prometheus text. @param known null where people sign in */
  text(known: KnownFleet | null): Promise<string>;
}

/** @param serviceToken left out without `SERVICE_TOKEN` */
export function createGatewayMetrics(version: string, serviceToken?: () => TokenState): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  const durations = new Histogram({
    name: 'vps_backups_gateway_request_duration_seconds',
    help: 'How long requests to the gateway took, by the form of their route.',
    labelNames: ROUTE_LABELS,
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'vps_backups_gateway_request_errors_total',
    help: 'Requests to the gateway that were answered with a status from 400 on.',
    labelNames: [...ROUTE_LABELS, 'status'],
    registers,
  });
  new Gauge({
    name: 'vps_backups_build_info',
    help: 'The version of the program; always 1.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const service = new Registry();
  const accepted = new Gauge({
    name: 'vps_backups_service_token_accepted',
    help: 'Whether the provider accepts SERVICE_TOKEN: 1 or 0. Left out until it has said.',
    registers: [service],
  });
  async function serviceText(): Promise<string> {
    const state = serviceToken?.() ?? 'unknown';
    if (state === 'unknown') return '';
    accepted.set(state === 'ok' ? 1 : 0);
    return await service.metrics();
  }
  const provider = new Registry();
  const up = new Gauge({
    name: 'vps_backups_provider_up',
    help: 'Whether the provider answered as it should when it was last read: 1 or 0.',
    registers: [provider],
  });

  return {
    async observe(c, next) {
      const startedMs = performance.now();
      await next();
      // Not the path, whose values are unlimited.
      const labels = { method: c.req.method, route: c.get('route') ?? routePath(c) };
      durations.observe(labels, (performance.now() - startedMs) / 1000);
      if (c.res.status >= 400) errors.inc({ ...labels, status: String(c.res.status) });
    },
    async text(known) {
      const own = (await registry.metrics()) + (await serviceText());
      if (known === null) return own;
      up.set(known.isProviderUp ? 1 : 0);
      return own + (await provider.metrics()) + (await lastRead(known));
    },
  };
}

async function lastRead({ read, readAtMs }: KnownFleet): Promise<string> {
  if (read === null || readAtMs === null) return '';
  const registry = new Registry();
  new Gauge({
    name: 'vps_backups_last_successful_read_timestamp_seconds',
    help: 'When the whole list of backups was last read. All that is said of servers is of that moment.',
    registers: [registry],
  }).set(readAtMs / 1000);
  new Gauge({
    name: 'vps_backups_server_list_read',
    help: 'Whether the list of servers could be read too: 1, or 0 where the token has no right to it. Then servers without a backup are not seen, and one whose last backup goes is no longer told of.',
    registers: [registry],
  }).set(read.serversKnown ? 1 : 0);
  return registry.metrics();
}
