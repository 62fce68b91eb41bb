import { clsx } from 'clsx';
import Pause from 'lucide-react/icons/pause';
import Pencil from 'lucide-react/icons/pencil';
import Play from 'lucide-react/icons/play';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Square from 'lucide-react/icons/square';
import Trash2 from 'lucide-react/icons/trash-2';
import { isUnderWay } from '../../api/schedules';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useServerOptions } from '../../components/servers/use-server-options';
import { useWriteLock } from '../../components/write-lock';
import { MINUTE_MS } from '../../core/lib/time-units';
import { runIn, type Schedule } from '../../core/schedules/schedule-wire';
import { RowBadge } from '../../ui/badge';
import { IconButton } from '../../ui/button';
import { keepText, runText, serversText, whenText, zoneText } from './schedule-text';

interface ScheduleActions {
  readonly onShow: (schedule: Schedule) => void;
  readonly onRun: (schedule: Schedule) => void;
  readonly onStop: (schedule: Schedule) => void;
  readonly onPause: (schedule: Schedule) => void;
  readonly onEdit: (schedule: Schedule) => void;
  readonly onDelete: (schedule: Schedule) => void;
}

export interface ScheduleListProps extends ScheduleActions {
  schedules: readonly Schedule[];
  shownId: string | null;
  /** Why nothing can be changed; null if everything can. */
  refusal: string | null;
}

export function ScheduleList({ schedules, ...rest }: ScheduleListProps) {
  const { t } = useI18n();
  const names = new Map(useServerOptions().map(({ value, label }) => [value, label]));
  return (
    <div className="card schedule-card">
      <table className="schedule-table" aria-label={t('schedules.title')}>
        <thead>
          <tr>
            <th scope="col">{t('schedules.column.name')}</th>
            <th scope="col">{t('schedules.column.when')}</th>
            <th scope="col">{t('schedules.column.last')}</th>
            <th scope="col">{t('schedules.column.next')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('schedules.column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((schedule) => (
            <ScheduleRow key={schedule.id} schedule={schedule} names={names} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ScheduleRowProps extends Omit<ScheduleListProps, 'schedules'> {
  schedule: Schedule;
  names: ReadonlyMap<string, string>;
}

function ScheduleRow({ schedule, names, shownId, refusal, ...actions }: ScheduleRowProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const nowMs = useNow(MINUTE_MS);
  const { draft, isPaused, pausedUntil, nextRunAt } = schedule;
  const { name } = draft;
  const run = runIn(schedule.runs[0]);
  const result = run === null ? null : runText(run, i18n);
  return (
    <tr className={clsx(schedule.id === shownId && 'schedule-row--shown')}>
      <th scope="row">
        <button
          type="button"
          className="schedule-name"
          aria-pressed={schedule.id === shownId}
          onClick={() => actions.onShow(schedule)}
        >
          {name}
        </button>
        <span className="schedule-sub">{serversText(draft, names, i18n)}</span>
      </th>
      <td data-label={t('schedules.column.when')}>
        <span>{whenText(draft.when, i18n) + zoneText(draft.zone, i18n)}</span>
        <span className="schedule-sub">{keepText(draft.keep, i18n)}</span>
      </td>
      <td data-label={t('schedules.column.last')}>
        {run === null || result === null ? (
          '–'
        ) : (
          <>
            <RowBadge tone={result.tone}>{result.text}</RowBadge>
            <span className="schedule-sub">
              {format.rowDateTime(new Date(run.startedAtMs).toISOString(), nowMs)}
            </span>
          </>
        )}
      </td>
      <td data-label={t('schedules.column.next')}>
        {isPaused ? (
          <>
            <RowBadge tone="idle">{t('schedules.paused')}</RowBadge>
            {pausedUntil === null ? null : (
              <span className="schedule-sub">
                {t('schedules.pausedUntil', { time: format.rowDateTime(pausedUntil, nowMs) })}
              </span>
            )}
          </>
        ) : nextRunAt === null ? (
          '–'
        ) : (
          format.rowDateTime(nextRunAt, nowMs)
        )}
      </td>
      <td className="schedule-actions">
        <RowActions schedule={schedule} refusal={refusal} {...actions} />
      </td>
    </tr>
  );
}

function RowActions(props: ScheduleActions & { schedule: Schedule; refusal: string | null }) {
  const { schedule, refusal, onRun, onStop, onPause, onEdit, onDelete } = props;
  const { t } = useI18n();
  const lock = useWriteLock();
  const why = refusal ?? (lock === null ? null : t(`readOnly.reason.${lock}`));
  const { name } = schedule.draft;
  const action = (label: string, Icon: typeof Play, run: (schedule: Schedule) => void) => (
    <IconButton
      label={label}
      icon={<Icon size={15} aria-hidden="true" />}
      {...(why === null ? { onClick: () => run(schedule) } : { 'aria-disabled': true, title: why })}
    />
  );
  return (
    <>
      {isUnderWay(schedule)
        ? action(t('schedules.stop', { name }), Square, onStop)
        : action(t('schedules.runNow', { name }), Play, onRun)}
      {schedule.isPaused
        ? action(t('schedules.resume', { name }), RotateCw, onPause)
        : action(t('schedules.pause', { name }), Pause, onPause)}
      {action(t('schedules.edit', { name }), Pencil, onEdit)}
      {action(t('schedules.delete', { name }), Trash2, onDelete)}
    </>
  );
}
