import { queryOptions } from '@tanstack/react-query';
import type { Account } from '../core/contract/schema-account';
import { accountSchema } from '../core/contract/schema-account';
import { MINUTE_MS } from '../core/lib/time-units';
import { apiPath, type CallOptions, decodeAnswer, send } from './client/http';
import { untilReadMs } from './client/policy';

/**
 * The account of the gateway's token. Source: Account API, `GET /account/me/`, open to any active token. Throws
 * `ApiError`.
 */
export async function getAccount(options?: CallOptions): Promise<Account> {
  const answer = await send({ method: 'GET', path: apiPath('account', 'me') }, options);
  return decodeAnswer(accountSchema, answer);
}

export function accountQuery() {
  return queryOptions({
    queryKey: ['account'],
    queryFn: ({ signal }) => getAccount({ signal }),
    staleTime: 5 * MINUTE_MS,
    refetchInterval: ({ state }) => untilReadMs(state),
    retry: false,
    retryOnMount: false,
  });
}
