import { useQuery } from '@tanstack/react-query';
import { asPollFailure } from '../../api/client/policy';
import { serverQuery } from '../../api/one-server';
import { nextFirstLoadMs } from '../../core/polling/retry';
import { useFleet } from './use-fleet';

/** Whether a retry can succeed: not after a refusal or a 404. */
function mayHeal(error: Error | null): boolean {
  return error !== null && nextFirstLoadMs(asPollFailure(error), 1) !== false;
}

/**
 * One server of the fleet, or else the provider's answer for it alone: the list of servers may be incomplete or older.
 * @param serverKey null for none, which reads nothing
 */
export function useOneServer(serverKey: string | null) {
  const state = useFleet();
  const { fleet } = state;
  const judged = fleet?.servers.find(({ key }) => key === serverKey) ?? null;
  const isUnlisted = serverKey !== null && fleet !== null && judged === null;
  const single = useQuery({ ...serverQuery(serverKey ?? ''), enabled: isUnlisted });
  return {
    ...state,
    /** Null while only the Servers API knows the server. */
    judged,
    server: judged?.server ?? (isUnlisted ? single.data : null) ?? null,
    single,
    /** It is neither listed nor available on its own, and retrying would not help. */
    isNotFound: isUnlisted && single.data === undefined && !single.isPending && !mayHeal(single.error),
  };
}
