import type { WireExpectation } from '../../core/agreements/agreement';
import { send } from '../client/http';
import { AGREEMENTS_PATH } from './agreements';

/** Null removes it. Throws `ApiError`; `conflict` if somebody else changed it meanwhile, and nothing was saved. */
export async function changeTagExpectation(
  tag: string,
  request: { readonly version: number; readonly expectation: WireExpectation | null },
): Promise<void> {
  const path = `${AGREEMENTS_PATH}/tags/${encodeURIComponent(tag)}`;
  await send({ method: 'PUT', path, json: request });
}
