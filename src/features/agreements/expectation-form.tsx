import './agreements.css';
import { type ReactNode, useState } from 'react';
import {
  type DialogCallbacks,
  MutationDialog,
  type MutationDialogProps,
} from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MAX_AGE_HOURS, MAX_GOOD, MAX_REACH_DAYS } from '../../core/agreements/agreement';
import { DAY_MS, HOUR_MS } from '../../core/lib/time-units';
import { WEEKDAYS, type Weekday } from '../../core/lib/zone-time';
import type { Expectation } from '../../core/protection/expectation';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { TextField } from '../../ui/fields/field';
import { NO_AUTOFILL } from '../../ui/fields/field-attributes';

/** The input; empty for a rule that is not agreed. */
interface Draft {
  readonly maxAgeHours: string;
  readonly minGood: string;
  readonly reachBackDays: string;
  readonly freeDays: readonly Weekday[];
}

const RULES = [
  { key: 'maxAgeHours', max: MAX_AGE_HOURS },
  { key: 'minGood', max: MAX_GOOD },
  { key: 'reachBackDays', max: MAX_REACH_DAYS },
] as const;

function draftOf(expectation: Expectation | null): Draft {
  const text = (value: number | null | undefined) => (value == null ? '' : String(value));
  return {
    maxAgeHours: text(expectation?.maxAgeHours),
    minGood: text(expectation?.minGood),
    reachBackDays: text(expectation?.reachBackDays),
    freeDays: expectation?.freeDays ?? [],
  };
}

/** Null for an empty rule; undefined for anything but a whole number within bounds. */
function ruleOf(text: string, max: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 1 && value <= max ? value : undefined;
}

export interface ExpectationFormProps
  extends DialogCallbacks,
    Pick<MutationDialogProps, 'title' | 'description' | 'error' | 'isPending' | 'isUnderWay'> {
  agreed: Expectation | null;
  /** Proposed values; null while there are none. */
  proposal: Expectation | null;
  /** False while the agreements are unknown. */
  isKnown: boolean;
  /** Null removes it. */
  onSave: (expectation: Expectation | null) => void;
  children?: ReactNode;
}

/** The expectation of a server's or tag's backups: their age, number and reach. */
export function ExpectationForm(props: ExpectationFormProps) {
  const { agreed, proposal, isKnown, onSave, children, ...frame } = props;
  const { t, format } = useI18n();
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed ?? draftOf(agreed);
  const set = (changes: Partial<Draft>) => setTyped({ ...draft, ...changes });
  const rules = RULES.map(({ key, max }) => ({ key, max, value: ruleOf(draft[key], max) }));
  const isValid = rules.every(({ value }) => value !== undefined) && draft.freeDays.length < 7;
  const isEmpty = rules.every(({ value }) => value === null);
  const [age, good, reach] = rules.map(({ value }) => value ?? null);
  const timeZone = agreed?.timeZone ?? format.zoneName();
  const submit = () =>
    onSave(
      isEmpty
        ? null
        : {
            maxAgeHours: age ?? null,
            minGood: good ?? null,
            reachBackDays: reach ?? null,
            freeDays: age === null ? [] : draft.freeDays,
            timeZone,
          },
    );
  return (
    <MutationDialog
      {...frame}
      submitLabel={t(isEmpty && agreed !== null ? 'expectation.remove' : 'expectation.save')}
      variant="primary"
      isReady={isKnown && isValid && !(isEmpty && agreed === null)}
      onSubmit={submit}
    >
      {children}
      {proposal === null ? null : (
        <Notice
          tone="info"
          action={
            <Button onClick={() => setTyped({ ...draftOf(proposal), freeDays: draft.freeDays })}>
              {t('expectation.useProposal')}
            </Button>
          }
        >
          {t('expectation.proposal', {
            age: proposal.maxAgeHours === null ? '–' : format.age(proposal.maxAgeHours * HOUR_MS),
            good: proposal.minGood ?? '–',
            reach: proposal.reachBackDays === null ? '–' : format.age(proposal.reachBackDays * DAY_MS),
          })}
        </Notice>
      )}
      {rules.map(({ key, max, value }) => (
        <TextField
          key={key}
          {...NO_AUTOFILL}
          label={t(`expectation.${key}`)}
          hint={t(`expectation.${key}.hint`)}
          inputMode="numeric"
          value={draft[key]}
          readOnly={frame.isPending}
          onChange={(event) => set({ [key]: event.target.value })}
          error={value === undefined ? t('expectation.outOfBounds', { max }) : null}
        />
      ))}
      <fieldset className="free-days" disabled={age === null}>
        <legend className="field__label">{t('expectation.freeDays')}</legend>
        <div className="free-days__days">
          {WEEKDAYS.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                className="checkbox"
                checked={draft.freeDays.includes(day)}
                onChange={({ target }) =>
                  set({
                    freeDays: target.checked
                      ? [...draft.freeDays, day].sort()
                      : draft.freeDays.filter((each) => each !== day),
                  })
                }
              />
              <span>{format.weekday(day)}</span>
            </label>
          ))}
        </div>
        <p className="field__hint">{t('expectation.freeDaysHint', { zone: timeZone })}</p>
        {draft.freeDays.length < 7 ? null : (
          <p className="field__error" role="alert">
            {t('expectation.allDaysFree')}
          </p>
        )}
      </fieldset>
    </MutationDialog>
  );
}
