import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Agreements, WireAgreements } from '../core/agreements/agreement';
import { NO_AGREEMENTS } from '../core/agreements/no-agreements';
import type { AcceptedSizes } from '../core/protection/protection-history';
import { type CallOptions, decodeAnswer, send } from './client/http';
import { LIST_POLICY, untilReadMs } from './client/policy';

export const AGREEMENTS_PATH = '/api/agreements';
export const AGREEMENTS_KEY = ['agreements'] as const;

/** What people agreed about the servers, by `idKey`. Throws `ApiError`. */
export async function getAgreements(options?: CallOptions): Promise<Agreements> {
  const answer = await send({ method: 'GET', path: AGREEMENTS_PATH }, options);
  // Where nothing is agreed, the first load does without the decoder.
  if (JSON.stringify(answer.body) === JSON.stringify(NOTHING)) return NO_AGREEMENTS;
  const { agreementsOf, agreementsSchema } = await import('../core/agreements/agreement');
  return agreementsOf(decodeAnswer(agreementsSchema, answer));
}

const NOTHING: WireAgreements = { servers: [], tags: [] };

export function agreementsQuery() {
  return queryOptions({
    ...LIST_POLICY,
    queryKey: AGREEMENTS_KEY,
    queryFn: ({ signal }) => getAgreements({ signal }),
    refetchInterval: ({ state }) => untilReadMs(state),
    structuralSharing: false,
  });
}

/** The sizes that people accepted, as far as they were read. */
export function acceptedSizesIn(client: QueryClient): AcceptedSizes {
  return client.getQueryData(agreementsQuery().queryKey) ?? NO_AGREEMENTS;
}
