import './button.css';
import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

export type ButtonVariant = 'default' | 'primary' | 'danger' | 'ghost';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  icon?: ReactNode;
  /** The action is running: the button is inert but stays focusable. */
  isPending?: boolean;
}

/** While pending or `aria-disabled` it keeps its focus but does nothing. */
export function Button({
  variant = 'default',
  icon,
  isPending = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const isInert = isPending || rest['aria-disabled'] === true || rest['aria-disabled'] === 'true';
  return (
    <button
      {...rest}
      type={isInert && type === 'submit' ? 'button' : type}
      aria-disabled={isInert || undefined}
      aria-busy={isPending || undefined}
      className={clsx('button', `button--${variant}`, className)}
      onClick={isInert ? undefined : onClick}
    >
      {/* Text alone needs no element of its own: tables draw many buttons. */}
      {isPending || icon !== undefined ? (
        <>
          {isPending ? <span className="spinner" aria-hidden="true" /> : icon}
          <span>{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  label: string;
  icon: ReactNode;
}

/** An icon without text; the label is its accessible name and tooltip. */
export function IconButton({ label, icon, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} aria-label={label} title={label} className={clsx('icon-button', className)}>
      {icon}
    </button>
  );
}
