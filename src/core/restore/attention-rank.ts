import type { RestoreOperation } from './restore-operation';
import { hasRestoreFailed, isEnded } from './safe-restore';

/** Order of the lines above a page: 0 needs a decision or attention, 1 ended well, 2 is under way. */
export function attentionRank({ state }: Pick<RestoreOperation, 'state'>): 0 | 1 | 2 {
  if (!isEnded(state) && !state.isAwaitingPerson) return 2;
  return state.phase.kind === 'restored' && !hasRestoreFailed(state) ? 1 : 0;
}
