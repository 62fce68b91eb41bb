import { descriptionText } from '../../../components/backups/backup-labels';
import { SizeText } from '../../../components/backups/size-text';
import { BackupLine } from '../../../components/dialog/backup-facts';
import { useServerLookup } from '../../../components/dialog/dialog-backup';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { Age, BothTimes } from '../../../components/moment';
import { type Backup, idKey } from '../../../core/backups/backup';
import type { Suspicions } from '../../../core/protection/suspicions';
import { ForeignText } from '../../../ui/foreign-text';
import { BulkList, BulkProgress } from './bulk-progress';
import type { Bulk } from './use-bulk-run';

/** Nobody reads more before a deletion. */
const MAX_LISTED = 200;

export interface ListedProps {
  backups: readonly Backup[];
  suspicions: Suspicions;
}

export function BulkSelection({ backups, suspicions }: ListedProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const serverOf = useServerLookup();
  const more = backups.length - MAX_LISTED;
  return (
    <BulkList className="bulk-list--short" label={t('delete.which')}>
      {backups.slice(0, MAX_LISTED).map((backup) => (
        <li key={idKey(backup.id)}>
          <BackupLine backup={backup} server={serverOf(backup.serverId)} suspicion={suspicions.of(backup)} />
          <SizeText sizeMb={backup.sizeMb} />
          <span className="bulk-list__more">
            <span className="bulk-list__text">
              <ForeignText text={descriptionText(backup, i18n)} isProse />
            </span>
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
          </span>
        </li>
      ))}
      {more > 0 ? <li>{t('delete.andMore', { count: more })}</li> : null}
    </BulkList>
  );
}

/** Each deletion with its outcome. `suspicions`: as of before the first deletion. */
export function DeletionProgress({ bulk, backups, suspicions }: ListedProps & { bulk: Bulk }) {
  const { t } = useI18n();
  const serverOf = useServerLookup();
  const { done, gone, total } = bulk.summary;
  const byKey = new Map(backups.map((backup) => [idKey(backup.id), backup]));
  return (
    <BulkProgress
      bulk={bulk}
      progress={t('bulk.progress', { done: done + gone, total })}
      label={t('bulk.items')}
      stateOf={({ state }) => t(`bulk.state.${state}`)}
      lineOf={({ key }) => {
        const backup = byKey.get(key);
        if (backup === undefined) return <span>{`#${key}`}</span>;
        return (
          <BackupLine backup={backup} server={serverOf(backup.serverId)} suspicion={suspicions.of(backup)} />
        );
      }}
    />
  );
}
