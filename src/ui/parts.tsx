import { Fragment, type ReactNode } from 'react';

export interface PartsProps {
  items: readonly ReactNode[];
  separator: string;
}

/** Items in one line, each in its own element, so that browser translation does not break React. */
export function Parts({ items, separator }: PartsProps) {
  return items
    .filter((item) => item !== null)
    .map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items keep their places
      <Fragment key={index}>
        {index === 0 ? null : <span>{separator}</span>}
        <span>{item}</span>
      </Fragment>
    ));
}
