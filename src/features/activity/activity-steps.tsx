import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import type {
  ActivityEntry,
  ActivityOutcome,
  ActivityStep,
  ActivityWrite,
} from '../../core/contract/schema-activity';
import { isolated } from '../../core/lib/foreign-text';
import { hint } from '../../ui/hints/hint';
import { ActionIcon, OUTCOME_LOOK, OutcomeBadge } from './activity-labels';
import { actionText, durationText, idText, joined, reasonText, stepDetailText } from './activity-text';

/** A step has the colour of the outcome it stands for. */
const STEP_OUTCOME: Partial<Record<ActivityStep['step'], ActivityOutcome>> = {
  safety_copy_completed: 'completed',
  safety_copy_failed: 'failed',
  safety_copy_vanished: 'failed',
  safety_copy_timed_out: 'failed',
  restore_finished: 'completed',
  restore_accepted: 'unseen',
  restore_failed: 'failed',
  restore_unknown: 'unknown',
  undone: 'accepted',
  unreadable: 'unknown',
};

function Step({ step }: { step: ActivityStep }) {
  const i18n = useI18n();
  const outcome = STEP_OUTCOME[step.step];
  const { tone, icon: Icon } = outcome === undefined ? {} : OUTCOME_LOOK[outcome];
  const detail = stepDetailText(step, i18n);
  return (
    <>
      <span className="activity-step__mark" data-tone={tone} aria-hidden="true">
        {Icon === undefined ? null : <Icon size={16} />}
      </span>
      <div className="activity-step__text">
        <b>{i18n.t(`activity.step.${step.step}`)}</b>
        {detail === null ? null : <p>{detail}</p>}
      </div>
    </>
  );
}

function writeLine(write: ActivityWrite, i18n: I18n): string {
  const { resultBackupId, backup, providerStatus: status, durationMs } = write;
  const backupId = resultBackupId ?? backup?.id ?? null;
  return joined(
    [
      backupId === null ? null : idText(backupId),
      reasonText(write, i18n),
      status === null ? null : i18n.t('activity.entry.statusText', { status: String(status) }),
      durationMs === null ? null : durationText(durationMs, i18n),
    ],
    i18n,
  );
}

function Write({ write }: { write: ActivityWrite }) {
  const i18n = useI18n();
  return (
    <>
      <ActionIcon action={write.action} />
      <div className="activity-step__text">
        <span className="activity-step__head">
          <b>{actionText(write, i18n)}</b>
          <OutcomeBadge outcome={write.outcome} />
        </span>
        <p>{writeLine(write, i18n)}</p>
        {write.detail === null ? null : <p>{`“${isolated(write.detail)}”`}</p>}
      </div>
    </>
  );
}

/** The reported steps and the writes of a safe restore, in the order in which they happened. */
export function ActivitySteps({ entry: { time: startedAt, steps, writes } }: { entry: ActivityEntry }) {
  const { format } = useI18n();
  // At the same moment: the start, then the writes, then the steps derived from the answers.
  const events = [
    ...steps.map((step) => ({
      key: `${step.time} ${step.step}`,
      kind: 'step',
      time: step.time,
      order: step.step === 'started' ? 0 : 2,
      content: <Step step={step} />,
    })),
    ...writes.map((write) => ({
      key: write.id,
      kind: 'write',
      time: write.time,
      order: 1,
      content: <Write write={write} />,
    })),
  ].sort((a, b) => Date.parse(a.time) - Date.parse(b.time) || a.order - b.order);
  // A safe restore that was interrupted may continue on another day.
  const isFirstDay = (iso: string) => format.dayKey(iso) === format.dayKey(startedAt);
  return (
    <ol className="activity-steps">
      {events.map(({ key, kind, time, content }) => (
        <li key={key} className="activity-step" data-kind={kind}>
          {content}
          <time className="activity-step__time" dateTime={time} {...hint(format.dateTimeExactUtc(time))}>
            {isFirstDay(time) ? format.timeExact(time) : format.dateTimeExact(time)}
          </time>
        </li>
      ))}
    </ol>
  );
}
