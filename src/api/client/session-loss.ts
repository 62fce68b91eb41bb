import type { ApiError } from '../../core/contract/errors';

/** Why a sign-in is needed: `expired` by time, `ended` if the provider refuses the token. */
export type SessionLoss = 'missing' | 'expired' | 'ended';

const LOSSES: ReadonlyMap<string, SessionLoss> = new Map([
  ['session_missing', 'missing'],
  ['session_expired', 'expired'],
  ['session_ended', 'ended'],
]);

let listener: ((loss: SessionLoss) => void) | null = null;

export function onSessionLoss(next: (loss: SessionLoss) => void): void {
  listener = next;
}

/** Called on every refusal. */
export function observeSession({ gatewayCode }: ApiError): void {
  const loss = LOSSES.get(gatewayCode ?? '');
  if (loss !== undefined) listener?.(loss);
}
