import './field.css';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldShellProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  children: ReactNode;
}

export function FieldShell({ id, label, hint, error, children }: FieldShellProps) {
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint === undefined ? null : (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p className="field__error" hidden={!error}>
        {error ? <CircleAlert size={14} aria-hidden="true" /> : null}
        <span id={`${id}-error`} role="alert">
          {error}
        </span>
      </p>
    </div>
  );
}

/** The attributes that tie a control to its label, hint and error. */
export function fieldAria(id: string, hasHint: boolean, hasError: boolean) {
  const describedBy = [hasHint ? `${id}-hint` : null, hasError ? `${id}-error` : null]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    'aria-invalid': hasError || undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  };
}

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
}

/** A labelled text input; its error is announced. */
export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        {...fieldAria(id, hint !== undefined, Boolean(error))}
        className={`input ${className ?? ''}`}
      />
    </FieldShell>
  );
}

interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
}

export interface RadioGroupProps<Value extends string> {
  label: string;
  hint?: string | undefined;
  options: readonly RadioOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, hint, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="radio-group">
      <legend className="field__label">{label}</legend>
      <div className="radio-group__options">
        {options.map((option) => (
          <label key={option.value} className="radio-group__option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint === undefined ? null : <p className="field__hint">{hint}</p>}
    </fieldset>
  );
}
