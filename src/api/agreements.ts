import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Agreements, WireAgreements } from '../core/agreements/agreement';
import type { WireAgreementChange } from '../core/agreements/agreement-change';
import { NO_AGREEMENTS } from '../core/agreements/no-agreements';
import { type Id, idKey } from '../core/backups/backup';
import { type CallOptions, decodeAnswer, send } from './http';
import { LIST_POLICY, untilReadMs } from './policy';

const PATH = '/api/agreements';
export const AGREEMENTS_KEY = ['agreements'] as const;

/** What people agreed about the servers, by `idKey`. Throws `ApiError`. */
export async function getAgreements(options?: CallOptions): Promise<Agreements> {
  const answer = await send({ method: 'GET', path: PATH }, options);
  // Where nothing is agreed, the first load does without the decoder.
  if (JSON.stringify(answer.body) === JSON.stringify(NOTHING)) return NO_AGREEMENTS;
  const { agreementsOf, agreementsSchema } = await import('../core/agreements/agreement');
  return agreementsOf(decodeAnswer(agreementsSchema, answer));
}

const NOTHING: WireAgreements = { servers: [], tags: [] };

export interface AgreementChangeInput {
  readonly serverId: Id;
  /** The version that the person saw; 0 where nothing is agreed. */
  readonly version: number;
  readonly change: WireAgreementChange;
}

/** Throws `ApiError`; `conflict` when somebody else changed it meanwhile, and nothing was changed. */
export async function changeAgreement(
  { serverId, version, change }: AgreementChangeInput,
  options?: CallOptions,
): Promise<void> {
  const path = `${PATH}/servers/${encodeURIComponent(idKey(serverId))}`;
  await send({ method: 'POST', path, json: { version, change } }, options);
}

export function agreementsQuery() {
  return queryOptions({
    ...LIST_POLICY,
    queryKey: AGREEMENTS_KEY,
    queryFn: ({ signal }) => getAgreements({ signal }),
    refetchInterval: ({ state }) => untilReadMs(state),
    structuralSharing: false,
  });
}

export function rereadAgreements(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: AGREEMENTS_KEY });
}
