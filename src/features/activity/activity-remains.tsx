import { useQuery } from '@tanstack/react-query';
import ArrowRight from 'lucide-react/icons/arrow-right';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { SuspiciousBadge } from '../../components/backups/suspicion';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Id, idKey, isSameId, isWholeList } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { suspicionText } from '../../core/text/suspicion-text';
import { paths } from '../../routes/paths';
import { idText, newBackupId } from './activity-text';

function RemainsLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <li>
      <Link className="activity-remains__link" to={to}>
        <span>{children}</span>
        <ArrowRight size={15} aria-hidden="true" />
      </Link>
    </li>
  );
}

type BackupLabel = 'openBackup' | 'openNewBackup' | 'openSafetyBackup';

/** A link to a backup if it still exists; "gone" only if a complete list lacks it. */
function BackupRemains({ id, label }: { id: Id; label: BackupLabel }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { data: list } = useQuery(backupsQuery());
  const suspicions = useSuspicions();
  const key = idKey(id);
  const found = list?.backups.find((backup) => isSameId(backup.id, id));
  if (found !== undefined) {
    const search = new URLSearchParams({ server: idKey(found.serverId), q: key });
    const suspicion = suspicions.of(found);
    return (
      <RemainsLink to={paths.backups(search)}>
        <span>{t(`activity.entry.${label}`, { id: key })}</span>
        {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
      </RemainsLink>
    );
  }
  const isGone = list !== undefined && isWholeList(list);
  return (
    <li className="activity-remains__gone">
      {t(isGone ? 'activity.entry.backupGone' : 'activity.entry.backupUnknown', { id: key })}
    </li>
  );
}

/** Links from an entry to what still exists. */
export function ActivityRemains({ entry }: { entry: ActivityEntry }) {
  const { t } = useI18n();
  const { server, backup, action } = entry;
  const madeId = newBackupId(entry);
  if (server === null && backup === null && madeId === null) return null;
  return (
    <section className="activity-section">
      <h3>{t('activity.entry.remains')}</h3>
      <ul className="activity-remains">
        {server === null ? null : (
          <RemainsLink to={paths.server(idKey(server.id))}>
            {t('activity.entry.openServer', { server: server.name ?? idText(server.id) })}
          </RemainsLink>
        )}
        {backup === null ? null : <BackupRemains id={backup.id} label="openBackup" />}
        {madeId === null ? null : (
          <BackupRemains
            id={madeId}
            label={action === 'safe_restore' ? 'openSafetyBackup' : 'openNewBackup'}
          />
        )}
        {server === null ? null : (
          <RemainsLink to={paths.activity(new URLSearchParams({ server: idKey(server.id) }))}>
            {t('activity.entry.sameServer')}
          </RemainsLink>
        )}
      </ul>
    </section>
  );
}
