import { Link } from 'react-router-dom';
import { useI18n } from '../../components/i18n/i18n-provider';
import { idKey } from '../../core/backups/backup';
import { endOf, type ScheduleRun } from '../../core/schedules/schedule-run';
import { paths } from '../../routes/paths';
import { RowBadge } from '../../ui/badge';
import { Notice } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { runText, serverRunText } from './schedule-text';

/** The last runs of a schedule; the newest with each server's result. */
export function RunResults({
  runs,
  name,
  onMakeRoom,
}: {
  runs: readonly ScheduleRun[];
  name: string;
  /** Opens the dialog that frees a slot of a server. */
  onMakeRoom: (serverKey: string) => void;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [latest, ...earlier] = runs;
  if (latest === undefined) return null;
  return (
    <section className="card schedule-results" aria-label={t('schedules.runsOf', { name })}>
      <h2>{t('schedules.lastRun')}</h2>
      <RunHead run={latest} />
      {latest.trigger === 'missed' ? <Notice tone="warn">{t('schedules.missedText')}</Notice> : null}
      {latest.listing === 'whole' ? null : (
        <Notice tone="warn">{t(`schedules.listing.${latest.listing}`)}</Notice>
      )}
      <ul className="schedule-lines">
        {latest.servers.map((server) => {
          const { tone, text, detail } = serverRunText(server, i18n);
          return (
            <li key={idKey(server.serverId)} className="schedule-result">
              <Link to={paths.server(idKey(server.serverId))}>
                <ForeignText text={server.serverName} />
              </Link>
              <RowBadge tone={tone}>{text}</RowBadge>
              {detail === null ? null : (
                <span className="muted small schedule-result__detail">
                  <span>{detail}</span>{' '}
                  {endOf(server)?.reason === 'slots_full' ? (
                    <button type="button" className="link" onClick={() => onMakeRoom(idKey(server.serverId))}>
                      {t('schedules.freeSlot')}
                    </button>
                  ) : null}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {earlier.length === 0 ? null : (
        <>
          <h3>{t('schedules.earlierRuns')}</h3>
          <ul className="schedule-lines">
            {earlier.map((run) => (
              <li key={run.runId}>
                <time dateTime={new Date(run.startedAtMs).toISOString()}>
                  {format.dateTime(run.startedAtMs)}
                </time>
                <RowBadge tone={runText(run, i18n).tone}>{runText(run, i18n).text}</RowBadge>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function RunHead({ run }: { run: ScheduleRun }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { tone, text } = runText(run, i18n);
  return (
    <p className="schedule-run-head">
      <RowBadge tone={tone}>{text}</RowBadge>
      <span className="muted small">
        {t(`schedules.trigger.${run.trigger}`, { time: format.dateTime(run.plannedAtMs) })}
      </span>
    </p>
  );
}
