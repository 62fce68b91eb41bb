import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { toWire } from '../../src/core/contract/wire-case';
import {
  draftWire,
  pauseWire,
  type ScheduleDraft,
  scheduleDraftSchema,
} from '../../src/core/schedules/schedule';
import { type ChangeAccount, changeCaller } from '../audit/kept-change';
import { respondTagged, taggedJson } from '../http/etag';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { databaseUnavailable } from '../operations/unavailable';
import type { WatchAccess } from '../watch/alerts/routes';
import type { ScheduleAsked, ScheduleDesk } from './desk';

const versionSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const changeSchema = v.strictObject({ version: versionSchema, draft: draftWire });
const pauseSchema = v.strictObject({ version: versionSchema, ...pauseWire.entries });
const previewRequest = v.strictObject({ id: v.nullable(v.string()), draft: draftWire });

export interface ScheduleRoutesOptions {
  /** Null while it is unknown which account runs use. */
  readonly deskOf: () => Promise<ScheduleDesk | null>;
  /** Why no schedules run. */
  readonly off: 'signIn' | 'readOnly' | null;
  readonly accessOf: (c: Context<GatewayEnv>) => Promise<WatchAccess>;
  readonly callerOf: (c: Context<GatewayEnv>) => ChangeAccount;
  readonly log: Log;
}

/** `/api/schedules`. Schedules of another account can be neither seen nor changed. */
export function scheduleRoutes(options: ScheduleRoutesOptions): Hono<GatewayEnv> {
  const { off, log } = options;
  const routes = new Hono<GatewayEnv>();

  async function seenBy(c: Context<GatewayEnv>) {
    if (off === 'signIn') return { off, desk: null } as const;
    const desk = await options.deskOf();
    const isOther = desk === null || (await options.accessOf(c)) === 'none';
    return isOther ? ({ off: 'otherAccount', desk: null } as const) : { off, desk };
  }
  type Handler = (c: Context<GatewayEnv>, desk: ScheduleDesk) => Promise<Response>;
  /** For callers who may see the schedules. */
  const asked = (handler: Handler) => async (c: Context<GatewayEnv>) => {
    const seen = await seenBy(c);
    if (seen.desk !== null) return await handler(c, seen.desk);
    return gatewayError(seen.off === 'signIn' ? OFF : NOT_YOURS);
  };
  const caller = (c: Context<GatewayEnv>) => changeCaller(c, options.callerOf(c));

  routes.get('/', async (c) => {
    const seen = await seenBy(c);
    const schedules = seen.desk === null ? [] : await seen.desk.list();
    return respondTagged(c, taggedJson(toWire({ off: seen.off, schedules })));
  });
  routes.post(
    '/',
    asked(async (c, desk) => {
      const draft = await bodyOf(c, draftWire);
      if (draft instanceof Response) return draft;
      return answer(c, await desk.create(caller(c), draftOf(draft)), 201);
    }),
  );
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST')));
  routes.post(
    '/preview',
    asked(async (c, desk) => {
      const body = await bodyOf(c, previewRequest);
      if (body instanceof Response) return body;
      return c.json(toWire(await desk.preview(draftOf(body.draft), body.id, c.req.raw.signal)));
    }),
  );
  routes.all('/preview', () => gatewayError(methodRefused('POST')));

  routes.put(
    '/:id',
    asked(async (c, desk) => {
      const body = await bodyOf(c, changeSchema);
      if (body instanceof Response) return body;
      return answer(c, await desk.change(caller(c), idIn(c), body.version, draftOf(body.draft)));
    }),
  );
  routes.delete(
    '/:id',
    asked(async (c, desk) => {
      const failure = await desk.remove(caller(c), idIn(c));
      return failure === null ? c.body(null, 204) : gatewayError(failure);
    }),
  );
  routes.all('/:id', () => gatewayError(methodRefused('PUT, DELETE')));
  routes.put(
    '/:id/pause',
    asked(async (c, desk) => {
      const body = await bodyOf(c, pauseSchema);
      if (body instanceof Response) return body;
      const { version, is_paused } = body;
      const untilMs = body.until === null ? null : Date.parse(body.until);
      return answer(c, await desk.pause(caller(c), idIn(c), version, is_paused, untilMs));
    }),
  );
  routes.all('/:id/pause', () => gatewayError(methodRefused('PUT')));
  routes.post(
    '/:id/run',
    asked(async (c, desk) => answer(c, await desk.runNow(caller(c), idIn(c)), 202)),
  );
  routes.post(
    '/:id/stop',
    asked(async (c, desk) => answer(c, await desk.stopRun(caller(c), idIn(c)))),
  );
  routes.all('/:id/:action{run|stop}', () => gatewayError(methodRefused('POST')));

  routes.onError(databaseUnavailable('schedules', log));
  return routes;
}

function idIn(c: Context<GatewayEnv>): string {
  return c.req.param('id') ?? '';
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
  return asked.ok ? c.json(toWire(asked.value), status) : gatewayError(asked.failure);
}

const OFF: GatewayFailure = {
  code: 'schedules_off',
  detail: 'Schedules run with a token of the gateway: set SERVICE_TOKEN. Nothing was changed.',
};
const NOT_YOURS: GatewayFailure = {
  code: 'other_account',
  detail: 'The service token of this dashboard belongs to another account. Nothing was changed.',
};
const BAD_BODY: GatewayFailure = {
  code: 'bad_body',
  detail: 'This is not a schedule of the documented form. Nothing was changed.',
};
