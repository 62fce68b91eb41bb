import type { BackupList } from '../backups/backup';
import type { KnownServer } from '../servers/known-servers';
import type { Agreements, EffectiveAgreement, TagAgreement } from './agreement';

/** Without the schema, which the first load doesn't need. */
export const NO_AGREEMENTS: Agreements = new Map();

/** The agreement in effect for a server. */
export function agreementOn(agreements: Agreements, server: KnownServer): EffectiveAgreement | undefined {
  return agreements.on?.(server) ?? agreements.get(server.key);
}

/** All agreements, as read. */
export interface AgreementsRead {
  readonly servers: Agreements;
  readonly tags: readonly TagAgreement[];
  /** The list with its backups' marks; null without any marks. */
  readonly marked: ((list: BackupList) => BackupList) | null;
}

export const NOTHING_AGREED: AgreementsRead = { servers: NO_AGREEMENTS, tags: [], marked: null };
