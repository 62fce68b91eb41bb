import {
  type TestAlertResult,
  testAlertSchema,
  type WatchStatus,
  watchStatusSchema,
} from '../core/contract/schema-watch';
import { decodeAnswer } from './decode';
import { type CallOptions, send } from './http';

const PATH = '/api/watch';

/** What is watched without a browser, and what was told. Throws `ApiError`. */
export async function getWatch(options?: CallOptions): Promise<WatchStatus> {
  return decodeAnswer(watchStatusSchema, await send({ method: 'GET', path: PATH }, options));
}

/** Sends one test alert, once, and tells what became of it. Throws `ApiError`; `conflict` while another is under way. */
export async function sendTestAlert(options?: CallOptions): Promise<TestAlertResult> {
  return decodeAnswer(testAlertSchema, await send({ method: 'POST', path: `${PATH}/test` }, options), true);
}
