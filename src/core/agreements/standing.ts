import type { Protection } from '../protection/protection';
import { compareStates } from '../protection/protection-state';
import { isInError, type Server } from '../servers/server';
import type { ServerAgreement } from './agreement';

/**
 * Whether people want to hear of a server.
 * - `acknowledged`: it has trouble that they know about, and it has not become worse.
 * - `unwatched`: they took it out of the watch.
 */
export type Standing = 'watched' | 'acknowledged' | 'unwatched';

/**
 * An acknowledgement ends by its date or with the next good backup, and at once when the state gets worse than the
 * acknowledged one.
 * @param nowMs epoch ms, corrected by the provider's clock
 */
export function standingOf(
  agreement: Pick<ServerAgreement, 'acknowledgement' | 'unwatched'> | null,
  { state, newestGood }: Pick<Protection, 'state' | 'newestGood'>,
  server: Pick<Server, 'status'> | null,
  nowMs: number,
): Standing {
  if (agreement === null) return 'watched';
  if (agreement.unwatched !== null) return 'unwatched';
  const known = agreement.acknowledgement;
  if (known === null || (state === 'protected' && !isInError(server))) return 'watched';
  const isWorse = compareStates(state, known.state) < 0 || (isInError(server) && !known.isInError);
  if (isWorse) return 'watched';
  const isOver =
    known.until === null
      ? newestGood?.createdAt != null && Date.parse(newestGood.createdAt) > Date.parse(known.at)
      : nowMs >= Date.parse(known.until);
  return isOver ? 'watched' : 'acknowledged';
}
