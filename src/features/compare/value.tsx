import { createContext, type ReactNode, useContext } from 'react';

/** What is better about the value of this side; it stands beside the value, above what explains that. */
export const BetterContext = createContext<ReactNode>(null);

/** A value with what explains it below; nothing below where that is null. */
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
