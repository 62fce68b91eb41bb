import { type Backup, type Id, idKey } from './backup';

/** For all names: digits by value (`web-2` before `web-10`), case and accents ignored. */
const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Ascending; names that differ only in case or accents are equal. */
export function compareNames(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** Ascending and total: numbers by value, `"9"` before `10`, other ids by name, then by character. */
export function compareIds(a: Id, b: Id): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const keyA = idKey(a);
  const keyB = idKey(b);
  return COLLATOR.compare(keyA, keyB) || (keyA < keyB ? -1 : Number(keyA > keyB));
}

/** Newest first by `createdAt`, unknown times last, ties by the higher id: the order of every list of backups. */
export function compareNewestFirst(
  a: Pick<Backup, 'createdAt' | 'id'>,
  b: Pick<Backup, 'createdAt' | 'id'>,
): number {
  if (a.createdAt === b.createdAt) return compareIds(b.id, a.id);
  if (a.createdAt === null) return 1;
  if (b.createdAt === null) return -1;
  return a.createdAt < b.createdAt ? 1 : -1;
}
