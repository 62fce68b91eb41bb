import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** A list of labels and values; items without a value are left out. */
export function Facts({ items }: { items: readonly (Fact | null)[] }) {
  return (
    <dl className="facts">
      {items.map((item) =>
        item?.value == null ? null : (
          <div key={item.label} className="facts__row">
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
