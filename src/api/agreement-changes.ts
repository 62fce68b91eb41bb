import type { QueryClient } from '@tanstack/react-query';
import type { WireAgreementChange } from '../core/agreements/agreement-change';
import { type Id, idKey } from '../core/backups/backup';
import { AGREEMENTS_KEY, AGREEMENTS_PATH } from './agreements';
import { type CallOptions, send } from './client/http';

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
  const path = `${AGREEMENTS_PATH}/servers/${encodeURIComponent(idKey(serverId))}`;
  await send({ method: 'POST', path, json: { version, change } }, options);
}

export function rereadAgreements(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: AGREEMENTS_KEY });
}
