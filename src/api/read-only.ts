import { type ReadOnlyState, readOnlyStateSchema } from '../core/contract/schema-read-only';
import { type Call, type CallOptions, decodeAnswer, send } from './client/http';

/** Turns read-only mode of this browser on or off; returns the resulting state. Throws `ApiError`. */
export async function setReadOnly(readOnly: boolean, options?: CallOptions): Promise<ReadOnlyState> {
  const call: Call = { method: 'PUT', path: '/api/read-only', json: { read_only: readOnly } };
  return decodeAnswer(readOnlyStateSchema, await send(call, options), true);
}
