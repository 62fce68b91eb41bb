import { SizeText } from '../../../components/backup-labels';
import { BackupLine } from '../../../components/dialog/backup-line';
import { useServerLookup } from '../../../components/dialog/dialog-backup';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { Age, BothTimes } from '../../../components/moment';
import { type Backup, idKey } from '../../../core/backups/backup';
import type { Suspicions } from '../../../core/protection/suspicions';

/** Nobody reads more of them before a deletion. */
const LISTED_AT_MOST = 200;

/** Which backups a deletion is about, line by line; of very many the first. */
export function BulkSelection({
  backups,
  suspicions,
}: {
  backups: readonly Backup[];
  suspicions: Suspicions;
}) {
  const { t } = useI18n();
  const serverOf = useServerLookup();
  const listed = backups.slice(0, LISTED_AT_MOST);
  const more = backups.length - listed.length;
  return (
    <ul
      className="bulk-list bulk-list--short"
      aria-label={t('delete.which')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard
      tabIndex={0}
    >
      {listed.map((backup) => (
        <li key={idKey(backup.id)}>
          <BackupLine backup={backup} server={serverOf(backup.serverId)} suspicion={suspicions.of(backup)} />
          <SizeText sizeMb={backup.sizeMb} />
          <span className="bulk-list__moment">
            {backup.createdAt === null ? (
              t('backups.row.createdUnknown')
            ) : (
              <>
                <BothTimes iso={backup.createdAt} />
                <span>{t('common.list.separator')}</span>
                <Age since={backup.createdAt} />
              </>
            )}
          </span>
        </li>
      ))}
      {more === 0 ? null : <li>{t('delete.andMore', { count: more })}</li>}
    </ul>
  );
}
