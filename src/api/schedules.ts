import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type * as v from 'valibot';
import { toWire } from '../core/contract/wire-case';
import { POLL_FAST_MS, POLL_STEADY_MS } from '../core/polling/polling';
import type { ScheduleDraft } from '../core/schedules/schedule';
import {
  previewSchema,
  runIn,
  type Schedule,
  type SchedulePreview,
  scheduleSchema,
  schedulesSchema,
} from '../core/schedules/schedule-wire';

import { type Call, type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY, nextPollMs } from './client/policy';
import { operationKeys } from './operations';

const PATH = '/api/schedules';
const SCHEDULES_KEY = ['schedules'] as const;
const PREVIEW_KEY = ['schedule-preview'] as const;

export type Schedules = v.InferOutput<typeof schedulesSchema>;

/** All schedules, and why they don't run here. Throws `ApiError`. */
export async function getSchedules(options?: CallOptions): Promise<Schedules> {
  return decodeAnswer(schedulesSchema, await send({ method: 'GET', path: PATH }, options));
}

/** Whether a run of the schedule is under way. */
export function isUnderWay({ runs: [latest] }: Pick<Schedule, 'runs'>): boolean {
  const run = runIn(latest);
  return run !== null && run.endedAtMs === null;
}

/** Polled in steps, faster while something runs. */
export function schedulesQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: SCHEDULES_KEY,
    queryFn: ({ signal }) => getSchedules({ signal }),
    refetchInterval: (query) =>
      nextPollMs(query, ({ schedules }) => (schedules.some(isUnderWay) ? POLL_FAST_MS : POLL_STEADY_MS)),
  });
}

/** What a draft would do. Throws `ApiError`. */
export function previewQuery(draft: ScheduleDraft, id: string | null) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: [...PREVIEW_KEY, id, draft],
    queryFn: async ({ signal }): Promise<SchedulePreview & { zone: string }> => {
      const json = { id, draft: toWire(draft) };
      const answer = await send({ method: 'POST', path: `${PATH}/preview`, json }, { signal });
      return { ...decodeAnswer(previewSchema, answer), zone: draft.zone };
    },
    // The last preview stays until the next one arrives, in the zone it was asked for: the new one may not exist.
    placeholderData: keepPreviousData,
  });
}

async function write(call: Omit<Call, 'path'> & { readonly path?: string }): Promise<Schedule> {
  const answer = await send({ ...call, path: `${PATH}${call.path ?? ''}` });
  return decodeAnswer(scheduleSchema, answer, true);
}

/** Each throws `ApiError`; `conflict` if somebody else changed the schedule meanwhile. */
export const scheduleWrites = {
  create: (draft: ScheduleDraft) => write({ method: 'POST', json: toWire(draft) }),
  change: ({ id, version }: Pick<Schedule, 'id' | 'version'>, draft: ScheduleDraft) =>
    write({ method: 'PUT', path: `/${id}`, json: { version, draft: toWire(draft) } }),
  pause: ({ id, version }: Pick<Schedule, 'id' | 'version'>, isPaused: boolean, until: string | null) =>
    write({ method: 'PUT', path: `/${id}/pause`, json: toWire({ version, isPaused, until }) }),
  run: ({ id }: Pick<Schedule, 'id'>) => write({ method: 'POST', path: `/${id}/run` }),
  stop: ({ id }: Pick<Schedule, 'id'>) => write({ method: 'POST', path: `/${id}/stop` }),
  remove: async ({ id }: Pick<Schedule, 'id'>) => {
    await send({ method: 'DELETE', path: `${PATH}/${id}`, needsBody: false });
  },
} as const;

/** Rereads the list after a write, whatever its outcome. */
export function rereadSchedules(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: SCHEDULES_KEY });
  void client.invalidateQueries({ queryKey: PREVIEW_KEY });
  // A run that was started or stopped shows on every page.
  void client.invalidateQueries({ queryKey: operationKeys.list });
}
