import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import type RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { ReactNode } from 'react';

export interface BarLineProps {
  isTrouble: boolean;
  /** Replaces the warning icon. */
  icon: typeof RotateCcw;
  text: string;
  /** Why a person's decision about it failed. */
  error?: string | null;
  /** The available actions. */
  children: ReactNode;
}

/** One operation in the bar. */
export function BarLine({ isTrouble, icon, text, error = null, children }: BarLineProps) {
  const Icon = isTrouble || error !== null ? CircleAlert : icon;
  return (
    <li className="operations-bar__line" data-tone={isTrouble || error !== null ? 'bad' : undefined}>
      <Icon size={15} aria-hidden="true" />
      <span className="operations-bar__text">
        <span role="status">{text}</span>
        {error === null ? null : <strong role="alert">{error}</strong>}
      </span>
      <span className="operations-bar__actions">{children}</span>
    </li>
  );
}
