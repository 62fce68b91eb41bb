import { useEffect, useRef, useState } from 'react';
import { failedOutcome } from '../../components/failed-write';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { WriteButton } from '../../components/write-lock';
import { ApiError } from '../../core/contract/errors';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import { SCHEDULE_FIELDS, type ScheduleProblem } from '../../core/schedules/schedule-wire';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { TextField } from '../../ui/fields/field';
import { NO_AUTOFILL } from '../../ui/fields/field-attributes';
import { focusField, Group, NumberField } from './form-fields';
import { KeepField } from './keep-field';
import { problemText } from './schedule-text';
import { ServersField } from './servers-field';
import { useJudgement } from './use-judgement';
import { WhenField } from './when-field';

export interface ScheduleFormProps {
  title: string;
  initial: ScheduleDraft;
  /** Null for a new one. */
  id: string | null;
  /** Called a moment after the last change. */
  onDraft: (draft: ScheduleDraft) => void;
  onSave: (draft: ScheduleDraft) => void;
  onCancel: () => void;
  isSaving: boolean;
  error: Error | null;
  /** Somebody else's change while the form was open here. */
  meanwhile: 'changed' | 'deleted' | null;
  /** Replaces the form's input with what somebody else saved. */
  onReload: () => void;
}

export function ScheduleForm(props: ScheduleFormProps) {
  const { title, initial, id, onDraft, onSave, onCancel, isSaving, error, meanwhile, onReload } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const [draft, setDraft] = useState(initial);
  // Before the first attempt to save, only wrong values are reported, not missing ones.
  const [isTried, setTried] = useState(false);
  const formRef = useRef<HTMLFormElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  useEffect(() => nameRef.current?.focus(), []);
  const { problems, isJudged } = useJudgement(draft, id, onDraft);
  const problemOf = (field: ScheduleProblem['field']) => {
    const problem = problems.find((each) => each.field === field);
    if (problem === undefined || (!isTried && (problem.code === 'name' || problem.code === 'servers')))
      return null;
    return { code: problem.code, text: problemText(problem, i18n) };
  };
  const textOf = (field: ScheduleProblem['field']) => problemOf(field)?.text ?? null;
  const change = (part: Partial<ScheduleDraft>) => setDraft({ ...draft, ...part });
  // The latest input is checked first, then saved.
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (!isWanted || !isJudged) return;
    setWanted(false);
    if (problems.length === 0) onSave(draft);
    // A problem may be far from the button.
    const first = SCHEDULE_FIELDS.find((field) => problems.some((problem) => problem.field === field));
    if (first !== undefined && formRef.current !== null) focusField(formRef.current, first);
  }, [isWanted, isJudged, problems, onSave, draft]);
  const submit = () => {
    setTried(true);
    setWanted(true);
  };
  const code = error instanceof ApiError ? error.gatewayCode : null;
  const outcome = failedOutcome(error);
  const isGone = meanwhile === 'deleted';
  const isConflict = !isGone && (meanwhile === 'changed' || code === 'schedule_changed');
  return (
    <form
      ref={formRef}
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
        data-field="name"
        label={t('schedules.field.name')}
        hint={t('schedules.field.nameHint')}
        error={textOf('name')}
        value={draft.name}
        {...NO_AUTOFILL}
        onChange={(event) => change({ name: event.target.value })}
      />
      <ServersField
        value={draft.servers}
        error={textOf('servers')}
        onChange={(servers) => change({ servers })}
      />
      <WhenField
        when={draft.when}
        zone={draft.zone}
        problem={problemOf('when')}
        zoneError={textOf('zone')}
        onChange={change}
      />
      <KeepField draft={draft} problem={problemOf('keep')} onChange={change} />
      <Group field="catchUp" title={t('schedules.field.late')}>
        <NumberField
          label={t('schedules.field.catchUp')}
          error={textOf('catchUp')}
          min={0}
          value={draft.catchUpHours}
          onChange={(catchUpHours) => change({ catchUpHours })}
        />
        <p className="field__hint">{t('schedules.field.catchUpHint')}</p>
      </Group>
      {isTried && problems.length > 0 ? (
        <Notice tone="bad" role="alert">
          {[t('schedules.notSaved'), ...problems.map((problem) => problemText(problem, i18n))].join(' ')}
        </Notice>
      ) : null}
      {isGone ? (
        <Notice tone="warn" role="alert" title={t('schedules.gone')}>
          {t('schedules.goneText')}
        </Notice>
      ) : null}
      {isConflict ? (
        <Notice
          tone="warn"
          role="alert"
          title={t('schedules.conflict.title')}
          action={<Button onClick={onReload}>{t('schedules.conflict.reload')}</Button>}
        >
          {t('schedules.conflict.text')}
        </Notice>
      ) : error === null || isGone ? null : (
        <Notice tone="bad" role="alert" title={t(`schedules.saveFailed.${outcome}.title`)}>
          {t(`schedules.saveFailed.${outcome}.text`, { reason: errorLine(error, i18n) })}
        </Notice>
      )}
      <div className="schedule-form__foot">
        <Button onClick={onCancel} aria-disabled={isSaving}>
          {t('action.cancel')}
        </Button>
        <WriteButton type="submit" variant="primary" isPending={isSaving || isWanted}>
          {t(isGone ? 'schedules.saveNew' : 'schedules.save')}
        </WriteButton>
      </div>
    </form>
  );
}
