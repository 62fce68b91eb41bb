import { createContext, type ReactNode, useContext } from 'react';

/** The advantage of this side's value; shown beside the value, above its explanation. */
export const BetterContext = createContext<ReactNode>(null);

/** A value with its explanation below, if any. */
export function Value({ children, below = null }: { children: ReactNode; below?: ReactNode }) {
  return (
    <>
      <div className="compare__text">
        <div>{children}</div> {useContext(BetterContext)}
      </div>
      {below === null ? null : <div className="compare__sub">{below}</div>}
    </>
  );
}
