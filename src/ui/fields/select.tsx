import './field.css';
import type { ComponentProps } from 'react';

export interface SelectProps extends ComponentProps<'select'> {
  /** For assistive technology; visually the options are self-explanatory. */
  label: string;
}

/** A native select in the style of the app. */
export function Select({ label, className, children, ...rest }: SelectProps) {
  return (
    <span className={`select ${className ?? ''}`}>
      <select aria-label={label} {...rest}>
        {children}
      </select>
    </span>
  );
}
