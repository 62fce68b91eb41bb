import './next-run.css';
import { Link } from 'react-router-dom';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useUnderWay } from '../../components/under-way/use-under-way';
import { MINUTE_MS } from '../../core/lib/time-units';
import { paths } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';

/** The next planned run of all schedules, in the sidebar of every page. */
export function NextRun() {
  const { t, format } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const { nextRun } = useUnderWay();
  if (nextRun === null) return null;
  return (
    <Link className="next-run" to={{ pathname: paths.schedules(), search: `?show=${nextRun.scheduleId}` }}>
      <span>{t('runs.nextRun')}</span>{' '}
      <b>
        <ForeignText text={nextRun.scheduleName} />
      </b>{' '}
      <time dateTime={nextRun.at}>{format.rowDateTime(nextRun.at, nowMs)}</time>
    </Link>
  );
}
