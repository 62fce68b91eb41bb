import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { rereadSchedules, scheduleWrites } from '../../api/schedules';
import { useNow } from '../../browser/use-now';
import { failedOutcome } from '../../components/failed-write';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { serverLabelsIn } from '../../components/servers/use-server-label';
import { runText } from '../../components/under-way/run-text';
import { WriteButton } from '../../components/write-lock';
import { MINUTE_MS } from '../../core/lib/time-units';
import type { RunUnderWay } from '../../core/schedules/run-under-way';
import { paths } from '../../routes/paths';
import { showToast } from '../../ui/overlays/toast-store';
import { BarLine } from './bar-line';

/** A run of a schedule in progress. */
export function RunLine({ run }: { run: RunUnderWay }) {
  const i18n = useI18n();
  const { t } = i18n;
  const nowMs = useNow(MINUTE_MS);
  const client = useQueryClient();
  const { data: list } = useQuery(backupsQuery());
  const name = run.scheduleName;
  const stop = useMutation({
    retry: false,
    mutationFn: () => scheduleWrites.stop({ id: run.scheduleId }),
    onSuccess: () => showToast({ tone: 'ok', text: t('schedules.stopping', { name }) }),
    onSettled: () => rereadSchedules(client),
  });
  return (
    <BarLine
      error={
        stop.error === null
          ? null
          : t(`runs.stopFailed.${failedOutcome(stop.error)}`, {
              name,
              reason: errorLine(stop.error, i18n),
            })
      }
      isTrouble={run.refusedSince !== null}
      icon={CalendarClock}
      text={runText(run, list === undefined ? null : serverLabelsIn(list), nowMs, i18n)}
    >
      <WriteButton
        aria-label={t('schedules.stop', { name })}
        isPending={stop.isPending}
        onClick={() => stop.mutate()}
      >
        {t('runs.stop')}
      </WriteButton>
      <Link
        className="button button--default"
        to={{ pathname: paths.schedules(), search: `?show=${run.scheduleId}` }}
        aria-label={t('runs.show', { name })}
      >
        {t('safe.show')}
      </Link>
    </BarLine>
  );
}
