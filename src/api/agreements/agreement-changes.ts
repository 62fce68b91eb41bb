import type { QueryClient } from '@tanstack/react-query';
import type { AgreementChange } from '../../core/agreements/agreement-change';
import { type Id, idKey } from '../../core/backups/backup';
import { toWire } from '../../core/contract/wire-case';
import type { EndedAcknowledgement } from '../../core/fleet/ended-acknowledgements';
import type { Expectation } from '../../core/protection/expectation';
import { type CallOptions, send } from '../client/http';
import { AGREEMENTS_PATH } from './agreements';
import { AGREEMENTS_KEY } from './agreements-key';

export interface AgreementChangeInput {
  readonly serverId: Id;
  /** The version that the person saw; 0 if nothing is agreed. */
  readonly version: number;
  readonly change: AgreementChange;
}

/** Throws `ApiError`; `conflict` if somebody else changed it meanwhile, and nothing was saved. */
export async function changeAgreement(
  { serverId, version, change }: AgreementChangeInput,
  options?: CallOptions,
): Promise<void> {
  const path = `${AGREEMENTS_PATH}/servers/${encodeURIComponent(idKey(serverId))}`;
  await send({ method: 'POST', path, json: toWire({ version, change }) }, options);
}

/** Null removes it. Throws `ApiError`; `conflict` if somebody else changed it meanwhile, and nothing was saved. */
export async function changeTagExpectation(
  tag: string,
  request: { readonly version: number; readonly expectation: Expectation | null },
): Promise<void> {
  const path = `${AGREEMENTS_PATH}/tags/${encodeURIComponent(tag)}`;
  await send({ method: 'PUT', path, json: toWire(request) });
}

/** Throws `ApiError`; `conflict` if somebody else changed it meanwhile, and nothing was saved. */
export async function changeBackupMark(
  id: Id,
  request: { readonly version: number; readonly isKept: boolean; readonly note: string | null },
): Promise<void> {
  const path = `${AGREEMENTS_PATH}/backups/${encodeURIComponent(idKey(id))}`;
  await send({ method: 'POST', path, json: toWire(request) });
}

/** Stores ended acknowledgements that a reading found; others may have been first. Throws `ApiError`. */
export async function reportEnded(
  found: readonly EndedAcknowledgement[],
  options?: CallOptions,
): Promise<void> {
  const ended = found.map(({ server, version, cause }) => ({ serverId: server.id, version, cause }));
  await send({ method: 'POST', path: `${AGREEMENTS_PATH}/ended`, json: toWire({ ended }) }, options);
}

export function rereadAgreements(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: AGREEMENTS_KEY });
}
