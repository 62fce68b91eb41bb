import './field.css';
import { type ReactNode, useId } from 'react';

export interface CheckFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  disabled?: boolean;
}

export function CheckField({ label, hint, isChecked, onChange, disabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check">
      <label className="checkbox-target">
        <input
          id={id}
          type="checkbox"
          className="checkbox"
          checked={isChecked}
          disabled={disabled}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      <label className="check__label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <span className="check__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
