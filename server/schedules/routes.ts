import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { toWire } from '../../src/core/contract/wire-case';
import {
  draftWire,
  pauseWire,
  type ScheduleDraft,
  scheduleDraftSchema,
} from '../../src/core/schedules/schedule';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import { type GatewayEnv, isRead } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { etagOf, isKnown } from '../provider/pass-through';
import type { ScheduleAsked, ScheduleDesk } from './desk';

const versionSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const changeSchema = v.strictObject({ version: versionSchema, draft: draftWire });
const pauseSchema = v.strictObject({ version: versionSchema, ...pauseWire.entries });
const previewRequest = v.strictObject({ id: v.nullable(v.string()), draft: draftWire });

/** `/api/schedules`. Null for the desk: schedules do not work here, and `off` says why. */
export function scheduleRoutes(
  desk: ScheduleDesk | null,
  off: 'signIn' | 'readOnly' | null,
  log: Log,
): Hono<GatewayEnv> {
  const routes = new Hono<GatewayEnv>();

  routes.get('/', async (c) => {
    const schedules = desk === null ? [] : await desk.list();
    const body = new TextEncoder().encode(JSON.stringify(toWire({ off, schedules })));
    const etag = etagOf(body);
    if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
    return c.body(body, 200, { etag, 'content-type': 'application/json' });
  });
  if (desk === null) {
    routes.all('*', () => gatewayError(OFF));
    return routes;
  }

  routes.post('/', async (c) => {
    const draft = await bodyOf(c, draftWire);
    return draft instanceof Response ? draft : answer(c, await desk.create(draftOf(draft)), 201);
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST')));
  routes.post('/preview', async (c) => {
    const body = await bodyOf(c, previewRequest);
    if (body instanceof Response) return body;
    return c.json(toWire(await desk.preview(draftOf(body.draft), body.id, c.req.raw.signal)));
  });
  routes.all('/preview', () => gatewayError(methodRefused('POST')));

  routes.put('/:id', async (c) => {
    const body = await bodyOf(c, changeSchema);
    if (body instanceof Response) return body;
    return answer(c, await desk.change(c.req.param('id'), body.version, draftOf(body.draft)));
  });
  routes.delete('/:id', async (c) => {
    const failure = await desk.remove(c.req.param('id'));
    return failure === null ? c.body(null, 204) : gatewayError(failure);
  });
  routes.all('/:id', () => gatewayError(methodRefused('PUT, DELETE')));
  routes.put('/:id/pause', async (c) => {
    const body = await bodyOf(c, pauseSchema);
    if (body instanceof Response) return body;
    const untilMs = body.until === null ? null : Date.parse(body.until);
    return answer(c, await desk.pause(c.req.param('id'), body.version, body.is_paused, untilMs));
  });
  routes.all('/:id/pause', () => gatewayError(methodRefused('PUT')));
  routes.post('/:id/run', async (c) => answer(c, await desk.runNow(c.req.param('id')), 202));
  routes.post('/:id/stop', async (c) => answer(c, await desk.stopRun(c.req.param('id'))));
  routes.all('/:id/:action{run|stop}', () => gatewayError(methodRefused('POST')));

  routes.onError((error, c) => {
    log.event('schedules_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
    return gatewayError({ code: isRead(c) ? 'activity_unavailable' : 'internal_error', detail: UNAVAILABLE });
  });
  return routes;
}

async function bodyOf<Schema extends v.GenericSchema>(
  c: Context<GatewayEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema> | Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return gatewayError(body.failure);
  const parsed = v.safeParse(schema, body.value);
  return parsed.success ? parsed.output : gatewayError(BAD_BODY);
}

function draftOf(wire: v.InferOutput<typeof draftWire>): ScheduleDraft {
  return v.parse(scheduleDraftSchema, wire);
}

function answer(c: Context<GatewayEnv>, asked: ScheduleAsked, status: 200 | 201 | 202 = 200): Response {
  return asked.ok ? c.json(toWire(asked.schedule), status) : gatewayError(asked.failure);
}

const OFF: GatewayFailure = {
  code: 'schedules_off',
  detail: 'Schedules run with a token of the gateway: set VPS_API_TOKEN. Nothing was changed.',
};
const BAD_BODY: GatewayFailure = {
  code: 'bad_body',
  detail: 'This is not a schedule of the documented form. Nothing was changed.',
};
const UNAVAILABLE =
  'The database that holds the schedules cannot be read or written. See that it runs and that the disk has room.';
