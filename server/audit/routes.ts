import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { DEFAULT_ACTIVITY_LIMIT } from '../../src/core/contract/schema-activity';
import {
  activityExportSchema,
  activityQuerySchema,
  operationReportSchema,
  stepReportSchema,
} from '../../src/core/contract/schema-activity-requests';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { Account } from './account';
import { sendExport } from './export';
import { isOfAnother } from './operations';

export interface ActivityRoutesOptions {
  readonly accountOf: (c: Context<GatewayEnv>) => Account;
  readonly newId: () => string;
  readonly log: Log;
}

/** `/api/activity`: reads and exports the log, and adds what the browser reports of a safe restore. */
export function activityRoutes(options: ActivityRoutesOptions): Hono<GatewayEnv> {
  const { accountOf, newId, log } = options;
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

  routes.post('/operations', async (c) => {
    const { store, actors } = accountOf(c);
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const report = v.safeParse(operationReportSchema, body.value);
    if (!report.success) return gatewayError(BAD_REPORT);
    const { operation_id: operationId, server, backup } = report.output;
    const actor = await actors.current();
    if (actor?.mayOnlyRead === true) return gatewayError(TOKEN_READS_ONLY);
    const known = async (): Promise<Response | null> => {
      if (!(await store.hasOperation(operationId))) return null;
      const found = await store.findOperation(operationId);
      const isSame = found?.serverKey === idKey(server.id) && found.backupKey === idKey(backup.id);
      return isSame ? c.json({ operation_id: operationId }) : gatewayError(OPERATION_EXISTS);
    };
    const earlier = await known();
    if (earlier !== null) return earlier;
    const intent = {
      id: newId(),
      action: 'safe_restore',
      actor,
      server,
      backup,
      description: null,
      operationId,
      requestId: c.get('requestId'),
    } as const;
    try {
      await store.addOperation(intent, newId());
    } catch (error) {
      // Of two simultaneous reports the database accepts one.
      const first = await known();
      if (first !== null) return first;
      throw error;
    }
    return c.json({ operation_id: operationId }, 201);
  });
  routes.all('/operations', () => gatewayError(methodRefused('POST')));

  routes.post('/operations/:id/steps', async (c) => {
    const { store, actors } = accountOf(c);
    const operationId = c.req.param('id');
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const report = v.safeParse(stepReportSchema, body.value);
    if (!report.success) return gatewayError(BAD_REPORT);
    const actor = await actors.current();
    if (actor?.mayOnlyRead === true) return gatewayError(TOKEN_READS_ONLY);
    const operation = await store.findOperation(operationId);
    if (operation === null || isOfAnother(operation, actor)) return gatewayError(OPERATION_UNKNOWN);
    const { step } = report.output;
    // A report whose answer was lost is repeated.
    if (operation.steps.includes(step)) return c.json({ operation_id: operationId });
    await store.addStep(newId(), { operationId, step, detail: report.output.detail });
    return c.json({ operation_id: operationId }, 201);
  });
  routes.all('/operations/:id/steps', () => gatewayError(methodRefused('POST')));
  return routes;
}

const BAD_QUERY: GatewayFailure = {
  code: 'bad_query',
  detail: 'A filter of the log is unknown, repeated or malformed.',
};
const BAD_REPORT: GatewayFailure = {
  code: 'bad_body',
  detail: 'The report is malformed.',
};
const OPERATION_EXISTS: GatewayFailure = {
  code: 'operation_exists',
  detail: 'This operation id already belongs to another restore.',
};
const OPERATION_UNKNOWN: GatewayFailure = {
  code: 'operation_unknown',
  detail: 'There is no operation with this id.',
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
