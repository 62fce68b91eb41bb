import { type Id, idKey } from '../backups/backup';
import { cutDescription } from '../backups/description';

/**
 * The description of a safety backup: `[pre-restore of #501] [op 7f3a9c21]`. Ids are opaque, so characters that would
 * end the mark are escaped. `operationId` consists of letters, digits and hyphens, at most 64.
 */
export function makeSafetyDescription(restoredId: Id, operationId: string): string {
  return cutDescription(`[pre-restore of #${escapeId(idKey(restoredId))}] [op ${operationId}]`);
}

function escapeId(key: string): string {
  return key.replace(/[%[\]\s]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
