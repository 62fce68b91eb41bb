import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { previewQuery } from '../../api/schedules';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { useServerOptions } from '../../components/use-server-options';
import { WriteButton } from '../../components/write-lock';
import { idKey } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import {
  DEFAULT_CATCH_UP_HOURS,
  DEFAULT_KEEP,
  HOUR_STEPS,
  MAX_MONTH_DAY,
  type ScheduleDraft,
  type ScheduleWhen,
} from '../../core/schedules/schedule';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/check-field';
import { Notice } from '../../ui/feedback';
import { FieldShell, fieldAria, RadioGroup, TextField } from '../../ui/field';
import { EXACT_WORDS, NO_AUTOFILL } from '../../ui/field-attributes';
import { dayNames, problemText } from './schedule-text';

const KINDS = ['hours', 'daily', 'weekly', 'monthly', 'cron'] as const;
const KEEPS = ['newest', 'daily', 'weekly', 'monthly'] as const;
const DEFAULT_TIME = '02:00';

/** A new schedule: every night, all servers, three backups. */
export function newDraft(): ScheduleDraft {
  return {
    name: '',
    servers: 'all',
    when: { kind: 'daily', time: DEFAULT_TIME },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    keep: DEFAULT_KEEP,
    catchUpHours: DEFAULT_CATCH_UP_HOURS,
    makesRoomFirst: false,
  };
}

export interface ScheduleFormProps {
  title: string;
  initial: ScheduleDraft;
  /** Null for a new one. */
  id: string | null;
  /** Told of each change, a moment after the last one. */
  onDraft: (draft: ScheduleDraft) => void;
  onSave: (draft: ScheduleDraft) => void;
  onCancel: () => void;
  isSaving: boolean;
  error: Error | null;
  /** Takes what somebody else saved in place of what is in the form. */
  onReload: () => void;
}

const SETTLE_MS = 400;
const NO_PROBLEMS: readonly ScheduleProblem[] = [];

export function ScheduleForm(props: ScheduleFormProps) {
  const { title, initial, id, onDraft, onSave, onCancel, isSaving, error, onReload } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const [draft, setDraft] = useState(initial);
  // Until saving is tried, only what was filled in wrongly is told, not what is missing.
  const [isTried, setTried] = useState(false);
  const [settled, setSettled] = useState(initial);
  const nameRef = useRef<HTMLInputElement>(null);
  useEffect(() => nameRef.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(draft);
      onDraft(draft);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, onDraft]);
  const { data: preview, isFetching } = useQuery(previewQuery(settled, id));
  // Where it could not be judged, the gateway refuses what it cannot save.
  const isJudged = settled === draft && !isFetching;
  const problems = preview?.problems ?? NO_PROBLEMS;
  const problemOf = (field: ScheduleProblem['field']) => {
    const problem = problems.find((each) => each.field === field);
    if (problem === undefined || (!isTried && (problem.code === 'name' || problem.code === 'servers')))
      return null;
    return problemText(problem, i18n);
  };
  const change = (part: Partial<ScheduleDraft>) => setDraft({ ...draft, ...part });
  // What was just typed is judged first, then saved.
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (!isWanted || !isJudged) return;
    setWanted(false);
    if (problems.length === 0) onSave(draft);
  }, [isWanted, isJudged, problems, onSave, draft]);
  const submit = () => {
    setTried(true);
    setWanted(true);
  };
  const isConflict = error instanceof ApiError && error.gatewayCode === 'schedule_changed';
  return (
    <form
      className="card schedule-form"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{title}</h2>
      <TextField
        ref={nameRef}
        label={t('schedules.field.name')}
        hint={t('schedules.field.nameHint')}
        error={problemOf('name')}
        value={draft.name}
        {...NO_AUTOFILL}
        onChange={(event) => change({ name: event.target.value })}
      />
      <ServersField
        value={draft.servers}
        error={problemOf('servers')}
        onChange={(servers) => change({ servers })}
      />
      <WhenField
        when={draft.when}
        zone={draft.zone}
        error={problemOf('when')}
        zoneError={problemOf('zone')}
        onChange={change}
      />
      <Group title={t('schedules.field.keep')} error={problemOf('keep')}>
        <div className="schedule-form__row">
          {KEEPS.map((rule) => (
            <NumberField
              key={rule}
              label={t(`schedules.field.${rule}`)}
              min={rule === 'newest' ? 1 : 0}
              value={draft.keep[rule]}
              onChange={(number) => change({ keep: { ...draft.keep, [rule]: number } })}
            />
          ))}
        </div>
        <p className="field__hint">{t('schedules.field.keepHint')}</p>
        <CheckField
          label={t('schedules.field.roomFirst')}
          hint={t('schedules.field.roomFirstHint')}
          isChecked={draft.makesRoomFirst}
          onChange={(makesRoomFirst) => change({ makesRoomFirst })}
        />
      </Group>
      <Group title={t('schedules.field.late')} error={problemOf('catchUp')}>
        <NumberField
          label={t('schedules.field.catchUp')}
          min={0}
          value={draft.catchUpHours}
          onChange={(catchUpHours) => change({ catchUpHours })}
        />
        <p className="field__hint">{t('schedules.field.catchUpHint')}</p>
      </Group>
      {isTried && problems.length > 0 ? (
        <Notice tone="bad" role="alert">
          {t('schedules.notSaved')} {problems.map((problem) => problemText(problem, i18n)).join(' ')}
        </Notice>
      ) : null}
      {error === null ? null : isConflict ? (
        <Notice
          tone="warn"
          role="alert"
          title={t('schedules.conflict.title')}
          action={<Button onClick={onReload}>{t('schedules.conflict.reload')}</Button>}
        >
          {t('schedules.conflict.text')}
        </Notice>
      ) : (
        <Notice tone="bad" role="alert">
          {errorLine(error, i18n)}
        </Notice>
      )}
      <div className="schedule-form__foot">
        <Button onClick={onCancel} aria-disabled={isSaving}>
          {t('action.cancel')}
        </Button>
        <WriteButton type="submit" variant="primary" isPending={isSaving || isWanted}>
          {t('schedules.save')}
        </WriteButton>
      </div>
    </form>
  );
}

function Group({
  title,
  error = null,
  children,
}: {
  title: string;
  error?: string | null;
  children: ReactNode;
}) {
  return (
    <fieldset className="schedule-group">
      <legend className="field__label">{title}</legend>
      {children}
      {error === null ? null : (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  min: number;
  value: number;
  onChange: (value: number) => void;
}

function NumberField({ label, min, value, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <FieldShell id={id} label={label}>
      <input
        {...fieldAria(id, false, false)}
        className="input schedule-number"
        type="number"
        inputMode="numeric"
        min={min}
        max={999}
        value={value}
        onChange={({ target }) => {
          const number = Math.trunc(target.valueAsNumber);
          if (Number.isFinite(number)) onChange(Math.min(999, Math.max(0, number)));
        }}
      />
    </FieldShell>
  );
}

interface ServersFieldProps {
  value: ScheduleDraft['servers'];
  error: string | null;
  onChange: (servers: ScheduleDraft['servers']) => void;
}

function ServersField({ value, error, onChange }: ServersFieldProps) {
  const { t } = useI18n();
  const options = useServerOptions().filter(({ isGone }) => !isGone);
  const [search, setSearch] = useState('');
  const chosen = new Set(value === 'all' ? [] : value.map(idKey));
  const lower = search.trim().toLowerCase();
  const shown = options.filter(
    ({ label, value: key }) => chosen.has(key) || lower === '' || label.toLowerCase().includes(lower),
  );
  return (
    <Group title={t('schedules.field.servers')} error={error}>
      <RadioGroup
        label={t('schedules.field.which')}
        value={value === 'all' ? 'all' : 'chosen'}
        options={[
          { value: 'all', label: t('schedules.field.all', { count: options.length }) },
          { value: 'chosen', label: t('schedules.field.chosen') },
        ]}
        onChange={(which) => onChange(which === 'all' ? 'all' : [])}
      />
      {value === 'all' ? (
        <p className="field__hint">{t('schedules.field.allHint')}</p>
      ) : (
        <>
          {options.length > 12 ? (
            <TextField
              label={t('schedules.field.search')}
              value={search}
              {...EXACT_WORDS}
              onChange={(event) => setSearch(event.target.value)}
            />
          ) : null}
          <div className="schedule-servers">
            {shown.slice(0, 200).map(({ id, value: key, label }) => (
              <CheckField
                key={key}
                label={label}
                isChecked={chosen.has(key)}
                onChange={(isChecked) =>
                  onChange(isChecked ? [...value, id] : value.filter((each) => idKey(each) !== key))
                }
              />
            ))}
          </div>
        </>
      )}
    </Group>
  );
}

interface WhenFieldProps {
  when: ScheduleWhen;
  zone: string;
  error: string | null;
  zoneError: string | null;
  onChange: (part: Pick<ScheduleDraft, 'when'> | Pick<ScheduleDraft, 'zone'>) => void;
}

/** The same time in another rhythm. */
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

function WhenField({ when, zone, error, zoneError, onChange }: WhenFieldProps) {
  const { t } = useI18n();
  const zonesId = useId();
  return (
    <Group title={t('schedules.field.when')} error={error}>
      <RadioGroup
        label={t('schedules.field.rhythm')}
        value={when.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`schedules.kind.${kind}`) }))}
        onChange={(kind) => onChange({ when: asKind(kind, when) })}
      />
      <div className="schedule-form__row">
        <Rhythm when={when} onChange={(next) => onChange({ when: next })} />
        <TextField
          label={t('schedules.field.zone')}
          error={zoneError}
          list={zonesId}
          value={zone}
          {...EXACT_WORDS}
          onChange={(event) => onChange({ zone: event.target.value })}
        />
        <datalist id={zonesId}>
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      {when.kind === 'cron' ? <p className="field__hint">{t('schedules.field.cronHint')}</p> : null}
    </Group>
  );
}

function Rhythm({ when, onChange }: { when: ScheduleWhen; onChange: (when: ScheduleWhen) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (when.kind === 'cron') {
    return (
      <TextField
        label={t('schedules.field.cron')}
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
        type="time"
        required
        value={when.time}
        onChange={(event) => onChange({ ...when, time: event.target.value })}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <FieldShell id={id} label={label}>
      <span className="select">
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      </span>
    </FieldShell>
  );
}
