import './badge.css';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle';

/** A state as icon, word and colour together, so that no one of the three must be seen. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`badge badge--${tone}`}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** Something runs and nobody knows how far it is: a bar without an amount. */
export function IndeterminateBar() {
  return <span className="indeterminate-bar" aria-hidden="true" />;
}

/** Used places out of all, as blocks; the words beside it carry the meaning. */
export function SlotMeter({ used, total }: { used: number; total: number }) {
  return (
    <span className="slot-meter" data-full={used >= total || undefined} aria-hidden="true">
      {Array.from({ length: total }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places are all alike and never move
        <i key={index} data-used={index < used || undefined} />
      ))}
    </span>
  );
}
