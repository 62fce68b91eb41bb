import { memo, useId } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import {
  HOUR_STEPS,
  MAX_MONTH_DAY,
  type ScheduleDraft,
  type ScheduleWhen,
} from '../../core/schedules/schedule';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';
import { CheckField } from '../../ui/fields/check-field';
import { RadioGroup, TextField } from '../../ui/fields/field';
import { EXACT_WORDS } from '../../ui/fields/field-attributes';
import { Choice, Group, NumberField } from './form-fields';
import { DEFAULT_TIME } from './new-draft';
import { dayNames, type FieldProblem } from './schedule-text';

const KINDS = ['hours', 'daily', 'weekly', 'monthly', 'cron'] as const;

/** Problems not tied to a single input. */
const OF_ALL: ReadonlySet<ScheduleProblem['code']> = new Set(['hours', 'days', 'monthDay']);

interface WhenFieldProps {
  when: ScheduleWhen;
  zone: string;
  problem: FieldProblem | null;
  zoneError: string | null;
  onChange: (part: Pick<ScheduleDraft, 'when'> | Pick<ScheduleDraft, 'zone'>) => void;
}

/** The same time in another kind of schedule. */
function asKind(kind: (typeof KINDS)[number], when: ScheduleWhen): ScheduleWhen {
  const time = 'time' in when ? when.time : DEFAULT_TIME;
  switch (kind) {
    case 'hours':
      return { kind, every: 6, minute: 0 };
    case 'daily':
      return { kind, time };
    case 'weekly':
      return { kind, days: [5], time };
    case 'monthly':
      return { kind, day: 1, time };
    case 'cron':
      return { kind, pattern: '0 2 * * *' };
  }
}

/** When a schedule runs, and in which time zone. */
export function WhenField({ when, zone, problem, zoneError, onChange }: WhenFieldProps) {
  const { t } = useI18n();
  const zonesId = useId();
  return (
    <Group
      field="when"
      title={t('schedules.field.when')}
      error={problem !== null && OF_ALL.has(problem.code) ? problem.text : null}
    >
      <RadioGroup
        label={t('schedules.field.rhythm')}
        value={when.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`schedules.kind.${kind}`) }))}
        onChange={(kind) => onChange({ when: asKind(kind, when) })}
      />
      <div className="schedule-form__row">
        <Rhythm
          when={when}
          error={problem !== null && !OF_ALL.has(problem.code) ? problem.text : null}
          onChange={(next) => onChange({ when: next })}
        />
        <TextField
          label={t('schedules.field.zone')}
          data-field="zone"
          error={zoneError}
          list={zonesId}
          value={zone}
          {...EXACT_WORDS}
          onChange={(event) => onChange({ zone: event.target.value })}
        />
        <Zones id={zonesId} />
      </div>
      {when.kind === 'cron' ? <p className="field__hint">{t('schedules.field.cronHint')}</p> : null}
    </Group>
  );
}

/** All zones that the browser knows; memoised, because there are hundreds. */
const Zones = memo(function Zones({ id }: { id: string }) {
  return (
    <datalist id={id}>
      {Intl.supportedValuesOf('timeZone').map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
});

interface RhythmProps {
  when: ScheduleWhen;
  error: string | null;
  onChange: (when: ScheduleWhen) => void;
}

function Rhythm({ when, error, onChange }: RhythmProps) {
  const i18n = useI18n();
  const { t } = i18n;
  if (when.kind === 'cron') {
    return (
      <TextField
        label={t('schedules.field.cron')}
        error={error}
        value={when.pattern}
        {...EXACT_WORDS}
        onChange={(event) => onChange({ ...when, pattern: event.target.value })}
      />
    );
  }
  if (when.kind === 'hours') {
    return (
      <>
        <Choice
          label={t('schedules.field.every')}
          value={String(when.every)}
          options={HOUR_STEPS.map((hours) => [String(hours), t('schedules.field.hours', { count: hours })])}
          onChange={(hours) => onChange({ ...when, every: Number(hours) })}
        />
        <NumberField
          label={t('schedules.field.minute')}
          error={error}
          min={0}
          value={when.minute}
          onChange={(minute) => onChange({ ...when, minute })}
        />
      </>
    );
  }
  const days = Array.from({ length: MAX_MONTH_DAY }, (_, index) => String(index + 1));
  return (
    <>
      {when.kind === 'weekly' ? (
        <div className="schedule-days">
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <CheckField
              key={day}
              label={dayNames([day], i18n)}
              isChecked={when.days.includes(day)}
              onChange={(isChecked) =>
                onChange({
                  ...when,
                  days: isChecked ? [...when.days, day].sort() : when.days.filter((each) => each !== day),
                })
              }
            />
          ))}
        </div>
      ) : null}
      {when.kind === 'monthly' ? (
        <Choice
          label={t('schedules.field.monthDay')}
          value={String(when.day)}
          options={[
            ...days.map((day) => [day, day] as const),
            ['last', t('schedules.field.lastDay')] as const,
          ]}
          onChange={(day) => onChange({ ...when, day: day === 'last' ? day : Number(day) })}
        />
      ) : null}
      <TextField
        label={t('schedules.field.time')}
        error={error}
        type="time"
        required
        value={when.time}
        onChange={(event) => onChange({ ...when, time: event.target.value })}
      />
    </>
  );
}
