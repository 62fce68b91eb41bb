import { type HTMLAttributes, memo } from 'react';
import { type Column, isInLayout } from './column';
import { RowBox, type RowSelection } from './selection';
import type { TableLayout } from './table-layout';
import { useActiveRow } from './use-active-row';

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
  const [isActive, activity] = useActiveRow();
  return (
    // biome-ignore lint/a11y/useSemanticElements: table rows cannot be positioned absolutely
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{ top: props.offsetPx, height: props.heightPx }}
      className={`virtual-row ${className}`}
      data-selected={isSelected || undefined}
      {...attributes}
      {...activity}
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
            {column.cell(row, { layout, extra, isActive })}
          </div>
        ) : null,
      )}
    </div>
  );
}

/** Compares props one by one; `extra` by its values, since each render of the table makes a new one. */
function isSame(before: object, after: object): boolean {
  for (const [key, value] of Object.entries(after)) {
    const old: unknown = Reflect.get(before, key);
    if (Object.is(old, value)) continue;
    if (key !== 'extra' || !isObject(old) || !isObject(value) || !isSame(old, value)) return false;
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Memoised: a poll renders only the rows that changed. */
export const TableRow = memo(PlainRow, isSame) as typeof PlainRow;
