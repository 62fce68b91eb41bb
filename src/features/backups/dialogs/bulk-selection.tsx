import { type Backup, idKey } from '../../../domain/backup';
import { type I18n, useI18n } from '../../../i18n/i18n-provider';
import { SizeText } from '../../shared/backup-labels';

/** Nobody reads more of them before a deletion. */
const LISTED_AT_MOST = 200;

/** One of several backups: its id, and whose it is and of when, where that is known. */
export function backupLine(
  key: string,
  backup: Backup | undefined,
  { t, format }: Pick<I18n, 't' | 'format'>,
): string {
  const createdAt = backup?.createdAt ?? null;
  const parts = [
    `#${key}`,
    backup?.serverName ?? null,
    createdAt === null ? null : format.dateTime(createdAt),
  ];
  return parts.filter((part) => part !== null).join(t('common.list.separator'));
}

/** Which backups a deletion is about, line by line; of very many the first. */
export function BulkSelection({ backups }: { backups: readonly Backup[] }) {
  const i18n = useI18n();
  const listed = backups.slice(0, LISTED_AT_MOST);
  const more = backups.length - listed.length;
  return (
    <ul
      className="bulk-list bulk-list--short"
      aria-label={i18n.t('delete.which')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard
      tabIndex={0}
    >
      {listed.map((backup) => {
        const key = idKey(backup.id);
        return (
          <li key={key}>
            <span>{backupLine(key, backup, i18n)}</span>
            <SizeText sizeMb={backup.sizeMb} />
          </li>
        );
      })}
      {more === 0 ? null : <li>{i18n.t('delete.andMore', { count: more })}</li>}
    </ul>
  );
}
