import { type HTMLAttributes, memo } from 'react';
import { type Column, isInLayout } from './column';
import { RowBox, type RowSelection } from './selection';
import type { TableLayout } from './table-layout';

export type RowAttributes = HTMLAttributes<HTMLDivElement> & { readonly 'data-opens'?: string };

export interface TableRowProps<Row, Extra> {
  row: Row;
  extra: Extra;
  columns: readonly Column<Row, Extra>[];
  className: string;
  attributesOf: ((row: Row, extra: Extra) => RowAttributes) | undefined;
  layout: TableLayout;
  index: number;
  offsetPx: number;
  heightPx: number;
  /** This row is in the Tab order. */
  isCurrent: boolean;
  isSelected: boolean;
  selection: RowSelection<Row> | undefined;
}

function PlainRow<Row, Extra>(props: TableRowProps<Row, Extra>) {
  const { row, extra, columns, className, layout, index, isSelected, selection } = props;
  const attributes = props.attributesOf?.(row, extra);
  return (
    // biome-ignore lint/a11y/useSemanticElements: table rows cannot be positioned absolutely
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{ transform: `translateY(${props.offsetPx}px)`, height: props.heightPx }}
      className={`virtual-row ${className}`}
      data-selected={isSelected || undefined}
      {...attributes}
    >
      {selection === undefined ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a cell of a table that is made of plain elements
        <div role="cell" className="virtual-row__select">
          <RowBox
            row={row}
            selection={selection}
            isSelected={isSelected}
            isDisabled={attributes?.['aria-busy'] === true}
          />
        </div>
      )}
      {columns.map((column) =>
        isInLayout(column, layout) ? (
          // biome-ignore lint/a11y/useSemanticElements: a cell of a table that is made of plain elements
          <div key={column.key} role="cell" className={`${className}__${column.key}`} {...column.attributes}>
            {column.cell(row, { layout, extra })}
          </div>
        ) : null,
      )}
    </div>
  );
}

function isSame(before: object, after: object): boolean {
  const entries = Object.entries(after);
  const known = new Map(Object.entries(before));
  return known.size === entries.length && entries.every(([key, value]) => Object.is(known.get(key), value));
}

/** Memoised, `extra` by its values: a poll renders only the rows that changed. */
export const TableRow = memo(PlainRow, ({ extra: extraBefore, ...before }, { extra, ...after }) => {
  const isSameExtra =
    typeof extra === 'object' && extra !== null && typeof extraBefore === 'object' && extraBefore !== null
      ? isSame(extraBefore, extra)
      : Object.is(extraBefore, extra);
  return isSameExtra && isSame(before, after);
}) as typeof PlainRow;
