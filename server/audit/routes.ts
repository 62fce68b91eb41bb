import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { DEFAULT_ACTIVITY_LIMIT } from '../../src/core/contract/schema-activity';
import { activityExportSchema, activityQuerySchema } from '../../src/core/contract/schema-activity-requests';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import { sendExport } from './export';
import type { ActivityReader } from './reader';

export interface ActivityRoutesOptions {
  readonly accountOf: (c: Context<GatewayEnv>) => { readonly reader: ActivityReader };
  readonly log: Log;
}

/** `/api/activity`: reads and exports the log. */
export function activityRoutes(options: ActivityRoutesOptions): Hono<GatewayEnv> {
  const { accountOf, log } = options;
  const routes = new Hono<GatewayEnv>();

  routes.get('/', async (c) => {
    const query = parseQuery(activityQuerySchema, c.req.url);
    if (query === null) return gatewayError(BAD_QUERY);
    const { cursor, limit, ...filter } = query;
    return c.json(await accountOf(c).reader.page(filter, cursor ?? null, limit ?? DEFAULT_ACTIVITY_LIMIT));
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD')));

  routes.get('/export', async (c) => {
    const query = parseQuery(activityExportSchema, c.req.url);
    if (query === null) return gatewayError(BAD_QUERY);
    const { format, separator = 'comma', ...filter } = query;
    const entries = accountOf(c).reader.all(filter);
    return await sendExport(c, { entries, format, separator, log });
  });
  routes.all('/export', () => gatewayError(methodRefused('GET, HEAD')));
  return routes;
}

const BAD_QUERY: GatewayFailure = {
  code: 'bad_query',
  detail: 'A filter of the log is unknown, repeated or malformed.',
};
/** Null when a key is repeated or unknown, or a value invalid. */
function parseQuery<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
): v.InferOutput<Schema> | null {
  const params = [...new URL(url).searchParams];
  const values = Object.fromEntries(params);
  if (Object.keys(values).length !== params.length) return null;
  const result = v.safeParse(schema, values);
  return result.success ? result.output : null;
}
