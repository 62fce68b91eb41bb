import './badge.css';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle';

/** A state by icon, word and colour, so that none of them is needed alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`badge badge--${tone}`}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

export function IndeterminateBar() {
  return <span className="indeterminate-bar" aria-hidden="true" />;
}

/** Used places as blocks; decorative, the text beside it says the same. */
export function SlotMeter({ used, total }: { used: number; total: number }) {
  return (
    <span className="slot-meter" data-full={used >= total || undefined} aria-hidden="true">
      {Array.from({ length: total }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places are alike and never move
        <i key={index} data-used={index < used || undefined} />
      ))}
    </span>
  );
}
