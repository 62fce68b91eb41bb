import { Hono } from 'hono';
import type { ScheduleFacts } from '../../../src/core/schedules/schedule-run';
import type { GatewayEnv } from '../../http/http-env';
import { SILENT_LOG } from '../../http/log';
import { createUpstream } from '../../provider/upstream';
import { createSandbox } from '../../sandbox/sandbox';
import { createMetrics } from '../../watch/metrics/metrics';

const SCHEDULE: ScheduleFacts = {
  id: 'n1gh',
  name: 'Nightly',
  isPaused: false,
  lastSuccessMs: 1_700_000_000_000,
  nextRunMs: 1_700_086_400_000,
  isLastFailed: true,
  missedRuns: 0,
  failures: [{ serverId: '12345', serverName: 'web-server-01', count: 1 }],
};

/** `GET /metrics` on the demo data with a service token, after one successful and one failed request. */
export async function demoMetricsText(): Promise<string> {
  const sandbox = createSandbox({ file: ':memory:' });
  try {
    const metrics = createMetrics({
      upstream: createUpstream({ provider: sandbox, readTimeoutMs: 10_000 }),
      now: () => Date.parse(sandbox.state().now),
      token: null,
      serviceToken: () => 'ok',
      schedules: async () => [SCHEDULE],
      version: '1.2.3',
      log: SILENT_LOG,
    });
    const app = new Hono<GatewayEnv>();
    app.use(metrics.observe);
    app.route('/metrics', metrics.routes);
    const environment = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    const get = (path: string) => app.request(path, { headers: { host: 'localhost:4173' } }, environment);
    await get('/metrics');
    await get('/nothing');
    return await (await get('/metrics')).text();
  } finally {
    sandbox.close();
  }
}
