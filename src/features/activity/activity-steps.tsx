import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import type {
  ActivityEntry,
  ActivityOutcome,
  ActivityStep,
  ActivityWrite,
} from '../../core/contract/schema-activity';
import { isolated } from '../../core/lib/foreign-text';
import { hint } from '../../ui/hint';
import { ActionIcon, OUTCOME_LOOK, OutcomeBadge } from './activity-labels';
import {
  actionText,
  durationText,
  idText,
  momentText,
  momentUtcText,
  reasonText,
  secondsText,
  stepDetailText,
} from './activity-text';

type Happening =
  | { readonly kind: 'step'; readonly time: string; readonly step: ActivityStep }
  | { readonly kind: 'write'; readonly time: string; readonly write: ActivityWrite };

/** How a step looks: as the outcome that it stands for. */
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

/** Steps that were reported and writes that passed through, in the order in which they happened. */
export function happeningsOf({
  steps,
  writes,
}: Pick<ActivityEntry, 'steps' | 'writes'>): readonly Happening[] {
  const all: Happening[] = [
    ...steps.map((step) => ({ kind: 'step', time: step.time, step }) as const),
    ...writes.map((write) => ({ kind: 'write', time: write.time, write }) as const),
  ];
  return all.sort((a, b) => Date.parse(a.time) - Date.parse(b.time) || place(a) - place(b));
}

/** In one moment: the beginning, then what was sent, then what the browser made of the answer. */
function place(happening: Happening): number {
  if (happening.kind === 'write') return 1;
  return happening.step.step === 'started' ? 0 : 2;
}

function writeLine(write: ActivityWrite, i18n: I18n): string {
  const { t } = i18n;
  const backupId = write.resultBackupId ?? write.backup?.id ?? null;
  return [
    backupId === null ? null : idText(backupId),
    reasonText(write, i18n),
    write.providerStatus === null
      ? null
      : t('activity.entry.statusText', { status: String(write.providerStatus) }),
    write.durationMs === null ? null : durationText(write.durationMs, i18n),
  ]
    .filter((part) => part !== null)
    .join(t('common.list.separator'));
}

function StepMark({ step }: { step: ActivityStep['step'] }) {
  const outcome = STEP_OUTCOME[step];
  if (outcome === undefined) return <span className="activity-step__mark" aria-hidden="true" />;
  const { tone, icon: Icon } = OUTCOME_LOOK[outcome];
  return (
    <span className="activity-step__mark" data-tone={tone} aria-hidden="true">
      <Icon size={16} />
    </span>
  );
}

function StepDetail({ step }: { step: ActivityStep }) {
  const text = stepDetailText(step, useI18n());
  return text === null ? null : <p>{text}</p>;
}

/** A safe restore from its beginning on: what the browser saw, and what was sent for it. */
export function ActivitySteps({ entry }: { entry: ActivityEntry }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const firstDay = format.dayKey(entry.time);
  // A safe restore that was left and resumed may go on another day.
  const timeText = (iso: string) =>
    format.dayKey(iso) === firstDay ? secondsText(iso, i18n) : momentText(iso, i18n);
  return (
    <ol className="activity-steps">
      {happeningsOf(entry).map((happening) => (
        <li
          key={happening.kind === 'write' ? happening.write.id : `${happening.time} ${happening.step.step}`}
          className="activity-step"
          data-kind={happening.kind}
        >
          {happening.kind === 'step' ? (
            <>
              <StepMark step={happening.step.step} />
              <div className="activity-step__text">
                <b>{t(`activity.step.${happening.step.step}`)}</b>
                <StepDetail step={happening.step} />
              </div>
            </>
          ) : (
            <>
              <ActionIcon action={happening.write.action} />
              <div className="activity-step__text">
                <span className="activity-step__head">
                  <b>{actionText(happening.write, i18n)}</b>
                  <OutcomeBadge outcome={happening.write.outcome} />
                </span>
                <p>{writeLine(happening.write, i18n)}</p>
                {happening.write.detail === null ? null : <p>{`“${isolated(happening.write.detail)}”`}</p>}
              </div>
            </>
          )}
          <time
            className="activity-step__time"
            dateTime={happening.time}
            {...hint(momentUtcText(happening.time, i18n))}
          >
            {timeText(happening.time)}
          </time>
        </li>
      ))}
    </ol>
  );
}
