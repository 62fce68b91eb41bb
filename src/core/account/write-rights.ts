const READING: ReadonlySet<string> = new Set(['read', 'readonly', 'view', 'list', 'get', 'see']);
const SUBJECT: ReadonlySet<string> = new Set(['backup', 'backups']);
/** Words that grant nothing by themselves. */
const HARMLESS: ReadonlySet<string> = new Set(
  'only api account accounts server servers user users profile billing plan plans snapshot snapshots me scope'.split(
    ' ',
  ),
);

/**
 * Whether the permissions clearly allow reading backups and changing nothing. Their format is undocumented, so every
 * doubt (none, a wildcard, an unknown word) counts as a right: the provider decides.
 * @param permissions as words: `backups:read`; null when the provider gives none
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

/** The words of `canReadBackups`, `backups.read` or `view_backup`; `*` is a word too. */
function partsOf(permission: string): readonly string[] {
  return permission
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s:._/-]+/)
    .filter((word) => word !== '' && word !== 'can');
}
