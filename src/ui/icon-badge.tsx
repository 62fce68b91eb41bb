import type { ReactNode } from 'react';
import type { Tone } from './badge';

/** A state as icon, word and colour, so that none of the three alone carries it. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`badge badge--${tone}`}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
