import type { ReactNode } from 'react';

/** A value with what explains it below; nothing below where that is null. */
export function Value({ children, below = null }: { children: ReactNode; below?: ReactNode }) {
  return (
    <div className="compare__text">
      <div>{children}</div>
      {below === null ? null : <div className="compare__sub">{below}</div>}
    </div>
  );
}
