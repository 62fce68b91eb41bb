import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { readOnlyWire } from '../core/contract/schema-read-only';
import { fromWire } from '../core/contract/wire-case';
import { type CallOptions, decodeAnswer, send } from './client/http';
import { untilReadMs } from './client/policy';

const gatewayInfoSchema = fromWire(
  v.object({
    mode: v.picklist(['sandbox', 'token', 'sign-in']),
    provider_host: v.nullable(v.string()),
    provider_url: v.nullable(v.string()),
    version: v.string(),
    ...readOnlyWire.entries,
    /** Present only with sign-in. */
    is_signed_in: v.optional(v.boolean()),
  }),
);

/** How the gateway runs. `providerHost` and `providerUrl`, the base of its API, are null on the sandbox. */
export type GatewayInfo = v.InferOutput<typeof gatewayInfoSchema>;

/** How the gateway runs: on the sandbox or at the real provider. Throws `ApiError`. */
export async function getGateway(options?: CallOptions): Promise<GatewayInfo> {
  return decodeAnswer(gatewayInfoSchema, await send({ method: 'GET', path: '/api/gateway' }, options));
}

export function gatewayQuery() {
  return queryOptions({
    queryKey: ['gateway'],
    queryFn: ({ signal }) => getGateway({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => untilReadMs(state),
    retry: 2,
  });
}
