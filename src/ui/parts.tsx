import { Fragment, type ReactNode } from 'react';

export interface PartsProps {
  /** Those that are null are left out. */
  items: readonly ReactNode[];
  separator: string;
}

/** Several facts in one line, each in an element of its own: any of them may come, go and be translated by itself. */
export function Parts({ items, separator }: PartsProps) {
  return items
    .filter((item) => item !== null)
    .map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the facts of one line keep their places
      <Fragment key={index}>
        {index === 0 ? null : <span>{separator}</span>}
        <span>{item}</span>
      </Fragment>
    ));
}
