import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { type ReadOnlyState, readOnlyStateSchema, readOnlyWire } from '../core/contract/schema-read-only';
import { fromWire, toWire } from '../core/contract/wire-case';
import { decodeAnswer } from './decode';
import { type Call, type CallOptions, send } from './http';
import { LIVE_POLICY, untilReadMs } from './policy';

const gatewayInfoSchema = fromWire(
  v.object({
    mode: v.picklist(['sandbox', 'token', 'sign-in']),
    provider_host: v.nullable(v.string()),
    provider_url: v.nullable(v.string()),
    version: v.string(),
    ...readOnlyWire.entries,
    /** Present only where people sign in. */
    is_signed_in: v.optional(v.boolean()),
  }),
);

/** How the gateway runs. `providerHost` and `providerUrl`, the base of its API, are null on the sandbox. */
export type GatewayInfo = v.InferOutput<typeof gatewayInfoSchema>;

const sandboxStateSchema = fromWire(
  v.object({
    /** The active fault; null for none. */
    scenario: v.nullable(v.string()),
    /** Names of all faults that can be activated. */
    scenarios: v.array(v.string()),
    /** The sandbox's own time, ISO. */
    now: v.string(),
    /** 1 = creating takes 10–40 s; 10 = a tenth of that. */
    creation_speed: v.number(),
  }),
);

export type SandboxState = v.InferOutput<typeof sandboxStateSchema>;

export interface SandboxChange {
  readonly scenario?: string | null;
  readonly creationSpeed?: number;
  /** Moves the sandbox's clock forward, milliseconds. */
  readonly advanceMs?: number;
}

/** How the gateway runs: on the sandbox or at the real provider. Throws `ApiError`. */
export async function getGateway(options?: CallOptions): Promise<GatewayInfo> {
  return decodeAnswer(gatewayInfoSchema, await send({ method: 'GET', path: '/api/gateway' }, options));
}

/** Turns read-only mode of this browser on or off; returns the state in force. Throws `ApiError`. */
export async function setReadOnly(readOnly: boolean, options?: CallOptions): Promise<ReadOnlyState> {
  const call: Call = { method: 'PUT', path: '/api/read-only', json: { read_only: readOnly } };
  return decodeAnswer(readOnlyStateSchema, await send(call, options), true);
}

/** The switches of the sandbox. Throws `ApiError`; `notFound` where the gateway does not run on it. */
export function getSandbox(options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'GET', path: '/api/sandbox' }, options);
}

/** Activates a fault or changes time. Throws as `getSandbox`. */
export function updateSandbox(change: SandboxChange, options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'PUT', path: '/api/sandbox', json: toWire(change) }, options);
}

/** Restores the initial fleet, without faults. Throws as `getSandbox`. */
export function resetSandbox(options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'POST', path: '/api/sandbox/reset' }, options);
}

async function callSandbox(call: Call, options?: CallOptions): Promise<SandboxState> {
  return decodeAnswer(sandboxStateSchema, await send(call, options), call.method !== 'GET');
}

/** {@link getGateway}. */
export function gatewayQuery() {
  return queryOptions({
    queryKey: ['gateway'],
    queryFn: ({ signal }) => getGateway({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => untilReadMs(state),
    retry: 2,
  });
}

/** {@link getSandbox}. */
export function sandboxQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: ['sandbox'],
    queryFn: ({ signal }) => getSandbox({ signal }),
  });
}
