import type { BackupList } from '../backups/backup';
import type { KnownServer } from '../servers/known-servers';
import type { Agreements, EffectiveAgreement, TagAgreement } from './agreement';

/** Apart from the schema, which the first load does without. */
export const NO_AGREEMENTS: Agreements = new Map();

/** What applies to a server. */
export function agreementOn(agreements: Agreements, server: KnownServer): EffectiveAgreement | undefined {
  return agreements.on?.(server) ?? agreements.get(server.key);
}

/** All that people agreed, as it was read. */
export interface AgreementsRead {
  readonly servers: Agreements;
  readonly tags: readonly TagAgreement[];
  /** The list with what people said of its backups; null where nobody said anything of any. */
  readonly marked: ((list: BackupList) => BackupList) | null;
}

export const NOTHING_AGREED: AgreementsRead = { servers: NO_AGREEMENTS, tags: [], marked: null };
