import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { fromWire, toWire } from '../core/contract/wire-case';
import { type Call, type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY } from './client/policy';

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

/** The sandbox's controls. Throws `ApiError`; `notFound` if the gateway uses a real provider. */
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

export function sandboxQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: ['sandbox'],
    queryFn: ({ signal }) => getSandbox({ signal }),
  });
}
