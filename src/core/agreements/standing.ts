import type { Protection } from '../protection/protection';
import { compareStates } from '../protection/protection-state';
import { isInError, type Server } from '../servers/server';
import type { Acknowledgement, EffectiveAgreement, EndCause } from './agreement';

/**
 * Whether people want to be told about a server. `acknowledged`: its trouble is known, and has not become worse.
 * `unwatched`: people, or the operator's setting, excluded it.
 */
export type Standing = 'watched' | 'acknowledged' | 'unwatched';

type Judged = Pick<Protection, 'state' | 'newestGood'>;

/**
 * Why an acknowledgement is over: its date has come, the good backup it lasted until exists, or the state became worse
 * than the acknowledged one. Null while it lasts. A stored end is final. @param nowMs epoch ms, corrected by the
 * provider's clock
 */
export function acknowledgementEnd(
  { at, ended, isInError: wasInError, state: knownState, until }: Acknowledgement,
  { state, newestGood }: Judged,
  server: Pick<Server, 'status'> | null,
  nowMs: number,
): EndCause | null {
  if (ended !== null) return ended.cause;
  if (compareStates(state, knownState) < 0 || (isInError(server) && !wasInError)) return 'worse';
  if (until !== null) return nowMs >= Date.parse(until) ? 'date' : null;
  const isNewer = newestGood?.createdAt != null && Date.parse(newestGood.createdAt) > Date.parse(at);
  return isNewer || isWell(state, server) ? 'good' : null;
}

/** An acknowledgement applies while it lasts and there is trouble. For `nowMs` see {@link acknowledgementEnd}. */
export function standingOf(
  agreement: Pick<EffectiveAgreement, 'acknowledgement' | 'unwatched' | 'isIgnored'> | null,
  protection: Judged,
  server: Pick<Server, 'status'> | null,
  nowMs: number,
): Standing {
  if (agreement === null) return 'watched';
  if (agreement.isIgnored || agreement.unwatched !== null) return 'unwatched';
  const known = agreement.acknowledgement;
  if (known === null || isWell(protection.state, server)) return 'watched';
  return acknowledgementEnd(known, protection, server, nowMs) === null ? 'acknowledged' : 'watched';
}

function isWell(state: Protection['state'], server: Pick<Server, 'status'> | null): boolean {
  return state === 'protected' && !isInError(server);
}
