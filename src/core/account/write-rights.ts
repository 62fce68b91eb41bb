const READING: ReadonlySet<string> = new Set(['read', 'readonly', 'view', 'list', 'get', 'see']);
const SUBJECT: ReadonlySet<string> = new Set(['backup', 'backups']);
/** Words beside a reading one that do not take it back. */
const HARMLESS: ReadonlySet<string> = new Set([
  'only',
  'api',
  'account',
  'accounts',
  'server',
  'servers',
  'user',
  'users',
  'profile',
  'billing',
  'plan',
  'plans',
  'snapshot',
  'snapshots',
  'me',
  'scope',
]);

/**
 * Whether a token's permissions say clearly that it may read backups and change nothing. Their form is undocumented, so
 * every doubt (none, a wildcard, a word that is not known) counts as a right: the provider has the last word anyway.
 * @param permissions as words: `backups:read`; null when the provider states none
 */
export function mayOnlyReadBackups(permissions: readonly string[] | null): boolean {
  if (permissions === null) return false;
  const parts = permissions.map(partsOf);
  return (
    parts.some((words) => words.some((word) => SUBJECT.has(word))) &&
    parts.every(
      (words) =>
        words.some((word) => READING.has(word)) &&
        words.every((word) => READING.has(word) || SUBJECT.has(word) || HARMLESS.has(word)),
    )
  );
}

/** `canReadBackups`, `backups.read` and `view_backup` by their words; signs such as `*` stay words of their own. */
function partsOf(permission: string): readonly string[] {
  return permission
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s:._/-]+/)
    .filter((word) => word !== '' && word !== 'can');
}
