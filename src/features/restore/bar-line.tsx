import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import type RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { ReactNode } from 'react';

export interface BarLineProps {
  isTrouble: boolean;
  /** Replaces the warning icon. */
  icon: typeof RotateCcw;
  text: string;
  /** The available actions. */
  children: ReactNode;
}

/** One operation in the bar. */
export function BarLine({ isTrouble, icon, text, children }: BarLineProps) {
  const Icon = isTrouble ? CircleAlert : icon;
  return (
    <li className="operations-bar__line" data-tone={isTrouble ? 'bad' : undefined}>
      <Icon size={15} aria-hidden="true" />
      <span role="status">{text}</span>
      <span className="operations-bar__actions">{children}</span>
    </li>
  );
}
