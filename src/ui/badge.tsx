import './badge.css';
import type { HintProps } from './hints/hint';

export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle';

/** A state as shape, word and colour in one element, for table rows. */
export function RowBadge({ tone, children, ...rest }: { tone: Tone; children: string } & HintProps) {
  return (
    <span className={`row-badge badge--${tone}`} {...rest}>
      {children}
    </span>
  );
}

export function IndeterminateBar() {
  return <span className="indeterminate-bar" aria-hidden="true" />;
}

/** Used slots as blocks; decorative, because the text in or beside it says the same. */
export function SlotMeter({ used, total, text }: { used: number; total: number; text?: string }) {
  const style: Record<`--${string}`, number> = { '--used': Math.min(used, total), '--total': total };
  return (
    <span
      className="slot-meter"
      style={style}
      data-full={used >= total || undefined}
      aria-hidden={text === undefined || undefined}
    >
      {text}
    </span>
  );
}
