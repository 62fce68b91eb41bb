import { Hono } from 'hono';
import { toWire } from '../../src/core/contract/wire-case';
import { gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import { parseChange, SandboxChangeError } from './change';
import type { Sandbox } from './sandbox';

/** Settings of the running sandbox. */
export type SandboxControl = Pick<Sandbox, 'state' | 'update' | 'reset'>;

/**
 * `/api/sandbox`: reads and changes the sandbox's settings, and resets its data.
 * @param afterChange runs before the response, so that everything knows the new time
 * @param afterReset resets everything else
 */
export function sandboxRoutes(
  sandbox: SandboxControl,
  afterChange = async () => {},
  afterReset = async () => {},
): Hono<GatewayEnv> {
  const routes = new Hono<GatewayEnv>();
  routes.get('/', (c) => c.json(toWire(sandbox.state())));
  routes.put('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    try {
      const state = sandbox.update(parseChange(body.value));
      await afterChange();
      return c.json(toWire(state));
    } catch (error) {
      if (!(error instanceof SandboxChangeError)) throw error;
      return gatewayError({ code: 'bad_body', detail: error.message });
    }
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, PUT')));
  routes.post('/reset', async (c) => {
    const state = sandbox.reset();
    await afterReset();
    return c.json(toWire(state));
  });
  routes.all('/reset', () => gatewayError(methodRefused('POST')));
  return routes;
}
