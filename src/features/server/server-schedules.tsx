import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { schedulesQuery } from '../../api/schedules';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import { paths } from '../../routes/paths';
import { Panel } from './panel';

/** The schedules that back up a server, with their next run; nothing where there are no schedules at all. */
export function ServerSchedules({ serverKey }: { serverKey: string }) {
  const { t, format } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const { data } = useQuery(schedulesQuery());
  if (data === undefined || data.schedules.length === 0) return null;
  const own = data.schedules.filter(
    ({ draft: { servers } }) => servers === 'all' || servers.some((id) => idKey(id) === serverKey),
  );
  return (
    <Panel title={t('schedules.ofServer')}>
      {own.length === 0 ? (
        <p className="muted">{t('schedules.ofServerNone')}</p>
      ) : (
        <ul>
          {own.map(({ id, draft, isPaused, nextRunAt }) => (
            <li key={id}>
              <Link to={{ pathname: paths.schedules(), search: `?show=${id}` }}>{draft.name}</Link>{' '}
              <span className="muted">
                {isPaused
                  ? t('schedules.paused')
                  : nextRunAt === null
                    ? '–'
                    : t('schedules.ofServerNext', { time: format.rowDateTime(nextRunAt, nowMs) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
