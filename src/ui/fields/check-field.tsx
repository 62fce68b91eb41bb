import './field.css';
import { type ReactNode, useId } from 'react';
import type { Choice } from '../overlays/choice-menu';

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

export interface CheckGroupProps {
  label: string;
  choices: readonly Choice[];
}

/** Several check boxes under one label. */
export function CheckGroup({ label, choices }: CheckGroupProps) {
  return (
    <fieldset className="radio-group">
      <legend className="field__label">{label}</legend>
      <div className="radio-group__options">
        {choices.map(({ key, label: name, isChosen, choose }) => (
          <label key={key} className="radio-group__option">
            <input type="checkbox" checked={isChosen} onChange={choose} />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
