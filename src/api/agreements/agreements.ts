import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { WireAgreements } from '../../core/agreements/agreement';
import { type AgreementsRead, NOTHING_AGREED } from '../../core/agreements/no-agreements';
import type { AcceptedSizes } from '../../core/protection/protection-history';
import { send } from '../client/http';
import { LIST_POLICY, untilReadMs } from '../client/policy';
import { AGREEMENTS_KEY } from './agreements-key';

export const AGREEMENTS_PATH = '/api/agreements';

/** What people agreed. Sets the marks on the cached backups. Throws `ApiError`. */
async function readAgreements(client: QueryClient): Promise<AgreementsRead> {
  const answer = await send({ method: 'GET', path: AGREEMENTS_PATH });
  const { marked } = client.getQueryData<AgreementsRead>(AGREEMENTS_KEY) ?? NOTHING_AGREED;
  // While nothing is agreed, the first load doesn't need the decoder.
  if (marked === null && JSON.stringify(answer.body) === JSON.stringify(NOTHING)) return NOTHING_AGREED;
  const { decodeAgreements } = await import('./agreements-decoded');
  return decodeAgreements(client, answer);
}

const NOTHING: WireAgreements = { servers: [], tags: [], backups: [] };

/** What people agreed about the servers, by `idKey`. */
export function agreementsQuery() {
  return queryOptions({
    ...LIST_POLICY,
    queryKey: AGREEMENTS_KEY,
    // Small and used in many places, so a read is not aborted when its page is left.
    queryFn: ({ client }) => readAgreements(client),
    select: ({ servers }) => servers,
    refetchInterval: ({ state }) => untilReadMs(state),
    structuralSharing: false,
  });
}

/** The accepted sizes, as far as they were read. */
export function acceptedSizesIn(client: QueryClient): AcceptedSizes {
  return (client.getQueryData<AgreementsRead>(AGREEMENTS_KEY) ?? NOTHING_AGREED).servers;
}
