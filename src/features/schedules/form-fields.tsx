import { type ReactNode, useId, useState } from 'react';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';
import { FieldShell, fieldAria } from '../../ui/fields/field';

export interface GroupProps {
  title: string;
  /** For {@link focusField}. */
  field?: ScheduleProblem['field'];
  /** Problems not tied to a single input. */
  error?: string | null;
  children: ReactNode;
}

/** Focuses the input with the problem, or else the first of its field. */
export function focusField(form: HTMLElement, field: ScheduleProblem['field']): void {
  const place = form.querySelector(`[data-field="${field}"]`);
  const input =
    place instanceof HTMLInputElement
      ? place
      : ['[aria-invalid]', 'input:not([type="radio"]), select', 'input']
          .map((selector) => place?.querySelector<HTMLElement>(selector))
          .find((found) => found != null);
  input?.focus();
}

/** A group of fields, with their problems. */
export function Group({ title, field, error = null, children }: GroupProps) {
  const errorId = useId();
  return (
    <fieldset
      className="schedule-group"
      data-field={field}
      aria-describedby={error === null ? undefined : errorId}
    >
      <legend className="field__label">{title}</legend>
      {children}
      {error === null ? null : (
        <p id={errorId} className="field__error" role="alert">
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
  error?: string | null;
  onChange: (value: number) => void;
}

export function NumberField({ label, min, value, error = null, onChange }: NumberFieldProps) {
  const id = useId();
  // While it is emptied to type another number, the value stays.
  const [isEmpty, setEmpty] = useState(false);
  return (
    <FieldShell id={id} label={label} error={error}>
      <input
        {...fieldAria(id, false, error !== null)}
        className="input schedule-number"
        type="number"
        inputMode="numeric"
        min={min}
        max={999}
        value={isEmpty ? '' : value}
        onBlur={() => setEmpty(false)}
        onChange={({ target }) => {
          const number = Math.trunc(target.valueAsNumber);
          setEmpty(!Number.isFinite(number));
          if (Number.isFinite(number)) onChange(Math.min(999, Math.max(0, number)));
        }}
      />
    </FieldShell>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
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
