import * as v from 'valibot';
import { type ReadOnlyState, readOnlyStateSchema } from '../core/contract/schema-read-only';
import { decodeAnswer } from './decode';
import { type Call, type CallOptions, send } from './http';

const gatewayInfoSchema = v.object({
  mode: v.picklist(['sandbox', 'token', 'sign-in']),
  providerHost: v.nullable(v.string()),
  providerUrl: v.nullable(v.string()),
  version: v.string(),
  ...readOnlyStateSchema.entries,
  /** Told only where people sign in. */
  isSignedIn: v.optional(v.boolean()),
});

/** How the gateway runs. `providerHost` and `providerUrl`, the base of its API, are null on the sandbox. */
export type GatewayInfo = Readonly<v.InferOutput<typeof gatewayInfoSchema>>;

const sandboxStateSchema = v.object({
  scenario: v.nullable(v.string()),
  scenarios: v.array(v.string()),
  now: v.string(),
  creationSpeed: v.number(),
});

export interface SandboxState {
  /** The fault in force; null when all is well. */
  readonly scenario: string | null;
  /** Names of all faults that can be called up. */
  readonly scenarios: readonly string[];
  /** The sandbox's own time, ISO. */
  readonly now: string;
  /** 1 = creating takes 10–40 s; 10 = a tenth of that. */
  readonly creationSpeed: number;
}

export interface SandboxChange {
  readonly scenario?: string | null;
  readonly creationSpeed?: number;
  /** Lets so much time pass at once, milliseconds. */
  readonly advanceMs?: number;
}

/** How the gateway runs: on the sandbox or at the real provider. Throws `ApiError`. */
export async function getGateway(options?: CallOptions): Promise<GatewayInfo> {
  return decodeAnswer(gatewayInfoSchema, await send({ method: 'GET', path: '/api/gateway' }, options));
}

/** Switches changes off or on for this browser; the answer tells what holds now. Throws `ApiError`. */
export async function setReadOnly(readOnly: boolean, options?: CallOptions): Promise<ReadOnlyState> {
  const call: Call = { method: 'PUT', path: '/api/read-only', json: { readOnly } };
  return decodeAnswer(readOnlyStateSchema, await send(call, options), true);
}

/** The switches of the sandbox. Throws `ApiError`; `notFound` where the gateway does not run on it. */
export function getSandbox(options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'GET', path: '/api/sandbox' }, options);
}

/** Calls up a fault, or changes time. Throws as `getSandbox`. */
export function updateSandbox(change: SandboxChange, options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'PUT', path: '/api/sandbox', json: change }, options);
}

/** Back to the first fleet, without faults. Throws as `getSandbox`. */
export function resetSandbox(options?: CallOptions): Promise<SandboxState> {
  return callSandbox({ method: 'POST', path: '/api/sandbox/reset' }, options);
}

async function callSandbox(call: Call, options?: CallOptions): Promise<SandboxState> {
  return decodeAnswer(sandboxStateSchema, await send(call, options), call.method !== 'GET');
}
