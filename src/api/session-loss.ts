import type { ApiError } from '../core/contract/errors';

/** Why the gateway wants somebody to sign in: `expired` after too long, `ended` when the provider refuses the token. */
export type SessionLoss = 'missing' | 'expired' | 'ended';

const LOSSES: ReadonlyMap<string, SessionLoss> = new Map([
  ['session_missing', 'missing'],
  ['session_expired', 'expired'],
  ['session_ended', 'ended'],
]);

let tell: ((loss: SessionLoss) => void) | null = null;

/** Sets what happens when the gateway refuses a call because nobody is signed in. */
export function onSessionLoss(listener: (loss: SessionLoss) => void): void {
  tell = listener;
}

/** Looks at every refusal on its way to whoever made the call. */
export function observeSession({ gatewayCode }: ApiError): void {
  const loss = LOSSES.get(gatewayCode ?? '');
  if (loss !== undefined) tell?.(loss);
}
