import { type ReactNode, useId } from 'react';
import { FieldShell, fieldAria } from '../../ui/fields/field';

/** Fields that belong together, with what is wrong in them. */
export function Group({
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

export function NumberField({ label, min, value, onChange }: NumberFieldProps) {
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
