import { type Id, idKey } from '../backups/backup';

const PLAIN_NUMBER = /^(?:0|[1-9]\d*)$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether the gateway forwards calls about the id. */
export function canBeInPath(id: Id): boolean {
  return /^[\w-]+$/.test(idKey(id));
}

/**
 * Whether a provider may read the id as another one that it writes differently: `0501`, `5_01`, ` 501` and `501.0` as
 * 501, a UUID without dashes or in capitals. Ids are compared as written, so under such a spelling a lock or a restore
 * would not be found: a change must then be checked against what the provider writes.
 */
export function isOtherSpelling(id: Id): boolean {
  const text = idKey(id);
  if (PLAIN_NUMBER.test(text) || UUID.test(text)) return false;
  // Letters and digits of other scripts, spaces, signs and braces are all read by some number or UUID parser.
  if (!canBeInPath(id)) return true;
  if (/^[\da-f]{32}$/i.test(text.replaceAll('-', ''))) return true;
  return !Number.isNaN(Number(text.replaceAll('_', '')));
}
