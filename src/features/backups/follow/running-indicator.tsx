import './running-indicator.css';
import { useQuery } from '@tanstack/react-query';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../../api/backups';
import { RunningTime } from '../../../components/backups/running-time';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { useServerLabel } from '../../../components/servers/use-server-label';
import { idKey } from '../../../core/backups/backup';
import { type RunningBackup, runningBackups } from '../../../core/backups/backup-list-changes';
import { paths } from '../../../routes/paths';
import { IndeterminateBar } from '../../../ui/badge';
import { ForeignText } from '../../../ui/foreign-text';

const MAX_NAMED = 4;
const IN_PROGRESS = new URLSearchParams({ status: 'in_progress' });

function RunningItem({ backup }: { backup: RunningBackup }) {
  const serverKey = idKey(backup.serverId);
  const label = useServerLabel(serverKey, backup.serverName);
  return (
    <li>
      <Link className="running__item" to={paths.server(serverKey)}>
        <span className="truncate">
          <ForeignText text={label} />
        </span>
        <span className="running__time">
          <RunningTime backup={backup} />
        </span>
      </Link>
      <IndeterminateBar />
    </li>
  );
}

export function RunningIndicator() {
  const { t } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const running = list === undefined ? [] : runningBackups(list);
  if (running.length === 0) return null;
  return (
    <section className="running" aria-label={t('follow.title')}>
      <Link className="running__head" to={paths.backups(IN_PROGRESS)}>
        <LoaderCircle className="running__icon" size={15} aria-hidden="true" />
        <span className="running__count" aria-hidden="true">
          {running.length}
        </span>
        <span className="running__text">{t('follow.running', { count: running.length })}</span>
      </Link>
      <ul className="running__list">
        {running.slice(0, MAX_NAMED).map((backup) => (
          <RunningItem key={idKey(backup.id)} backup={backup} />
        ))}
        {running.length > MAX_NAMED ? (
          <li>
            <Link className="running__more" to={paths.backups(IN_PROGRESS)}>
              {t('follow.more', { count: running.length - MAX_NAMED })}
            </Link>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
