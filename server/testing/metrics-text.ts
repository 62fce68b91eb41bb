import { Hono } from 'hono';
import type { GatewayEnv } from '../http/http-env';
import { SILENT_LOG } from '../http/log';
import { createUpstream } from '../provider/upstream';
import { createSandbox } from '../sandbox/sandbox';
import { createMetrics } from '../watch/metrics/metrics';

/** What `GET /metrics` says on the demo data with a service token, after a request that went well and one that did not. */
export async function demoMetricsText(): Promise<string> {
  const sandbox = createSandbox({ file: ':memory:' });
  try {
    const metrics = createMetrics({
      upstream: createUpstream({ provider: sandbox, readTimeoutMs: 10_000 }),
      now: () => Date.parse(sandbox.state().now),
      token: null,
      serviceToken: () => 'ok',
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
