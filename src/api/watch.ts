import { queryOptions } from '@tanstack/react-query';
import {
  type TestAlertResult,
  testAlertSchema,
  type WatchStatus,
  watchStatusSchema,
} from '../core/contract/schema-watch';
import { POLL_SLOW_MS } from '../core/polling/retry';
import { type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY, nextPollMs } from './client/policy';

const PATH = '/api/watch';

/** What the gateway watches without a browser, and the alerts it sent. Throws `ApiError`. */
async function getWatch(options?: CallOptions): Promise<WatchStatus> {
  return decodeAnswer(watchStatusSchema, await send({ method: 'GET', path: PATH }, options));
}

/** Sends one test alert, once, and returns its result. Throws `ApiError`; `conflict` while another is under way. */
export async function sendTestAlert(options?: CallOptions): Promise<TestAlertResult> {
  return decodeAnswer(testAlertSchema, await send({ method: 'POST', path: `${PATH}/test` }, options), true);
}

export function watchQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: ['watch'],
    queryFn: ({ signal }) => getWatch({ signal }),
    refetchInterval: (query) => nextPollMs(query, () => POLL_SLOW_MS),
  });
}
