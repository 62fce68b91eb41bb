import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { toWire } from '../../src/core/contract/wire-case';
import { startOperationSchema, undoOperationSchema } from '../../src/core/restore/restore-operation';
import { runUnderWay, type ScheduleNews } from '../../src/core/schedules/run-under-way';
import { respondTagged, taggedJson } from '../http/etag';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import type { Asked, OperationCaller, Operations } from './operations';
import { databaseUnavailable } from './unavailable';

export interface OperationRoutesOptions {
  readonly operations: Operations;
  readonly callerOf: (c: Context<GatewayEnv>) => OperationCaller;
  /** Null if the caller sees no schedules. */
  readonly newsOf: (c: Context<GatewayEnv>) => Promise<ScheduleNews | null>;
  readonly log: Log;
}

/** `/api/operations`: starts and lists restores carried out by the gateway, and accepts people's decisions. */
export function operationRoutes({
  operations,
  callerOf,
  newsOf,
  log,
}: OperationRoutesOptions): Hono<GatewayEnv> {
  const routes = new Hono<GatewayEnv>();
  const isHeard = (c: Context<GatewayEnv>) => () => !c.req.raw.signal.aborted;

  routes.get('/', async (c) => {
    const [list, news] = await Promise.all([operations.list(callerOf(c)), newsOf(c)]);
    const shown = { operations: list, runs: news?.runs.map(runUnderWay) ?? [], nextRun: news?.next ?? null };
    return respondTagged(c, taggedJson(toWire(shown)));
  });
  routes.post('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(startOperationSchema, body.value);
    if (!request.success) return gatewayError(BAD_START);
    return answer(c, await operations.start(callerOf(c), request.output, isHeard(c)));
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST')));

  routes.get('/:id', async (c) => answer(c, await operations.one(callerOf(c), c.req.param('id'))));
  routes.all('/:id', () => gatewayError(methodRefused('GET, HEAD')));

  routes.post('/:id/stop', async (c) => answer(c, await operations.stop(callerOf(c), c.req.param('id'))));
  routes.post('/:id/continue', async (c) => answer(c, await operations.goOn(callerOf(c), c.req.param('id'))));
  routes.post('/:id/dismiss', async (c) =>
    answer(c, await operations.dismiss(callerOf(c), c.req.param('id'))),
  );
  routes.post('/:id/undo', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(undoOperationSchema, body.value);
    if (!request.success) return gatewayError(BAD_UNDO);
    return answer(c, await operations.undo(callerOf(c), c.req.param('id'), request.output, isHeard(c)));
  });
  routes.all('/:id/:action{stop|continue|dismiss|undo}', () => gatewayError(methodRefused('POST')));

  routes.onError(databaseUnavailable('operations', log));
  return routes;
}

function answer(c: Context<GatewayEnv>, asked: Asked): Response {
  if (!asked.ok) return gatewayError(asked.failure);
  return c.json(toWire(asked.operation), asked.isNew === true ? 201 : 200);
}

const BAD_START: GatewayFailure = {
  code: 'bad_body',
  detail:
    'Starting a restore takes {"operation_id": "…", "kind": "safe_restore", "server_id": …, "backup_id": …, "safety_backup": true} with an operation id of 8 to 64 letters, digits, "-" or "_". Nothing was sent.',
};
const BAD_UNDO: GatewayFailure = {
  code: 'bad_body',
  detail: 'Undoing a restore takes {"operation_id": "…", "safety_backup": true}. Nothing was sent.',
};
