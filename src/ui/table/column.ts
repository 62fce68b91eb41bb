import type { HTMLAttributes, ReactNode } from 'react';
import { type HintProps, hint } from '../hints/hint';
import type { ColumnLayout, TableLayout, Track } from './table-layout';

/** `Extra`: data of the row beyond the row itself. */
interface CellContext<Extra> {
  readonly layout: TableLayout;
  readonly extra: Extra;
  /** The row is hovered or focused: some content is rendered only then. */
  readonly isActive: boolean;
}

export interface Column<Row, Extra = undefined, SortKey extends string = string> {
  readonly key: string;
  readonly header: string | ((layout: TableLayout) => string);
  /** Only for assistive technology. */
  readonly isHeaderHidden?: boolean;
  /** Shown beside a hidden header of a sortable table: controls for the whole column. */
  readonly headerMenu?: ReactNode;
  readonly isNumber?: boolean;
  /** Set if the header sorts by this column. */
  readonly sort?: SortKey;
  /** Layouts left out: hidden there. Cards show every column. */
  readonly track: { readonly wide?: Track | undefined; readonly medium?: Track | undefined };
  /** For every cell, whose class is `rowClassName__key` unless set here. */
  readonly attributes?: HTMLAttributes<HTMLDivElement> & { readonly 'data-label'?: string };
  readonly cell: (row: Row, context: CellContext<Extra>) => ReactNode;
}

/** `extraOf` for rows that contain all their data. */
export function noExtra(): undefined {
  return undefined;
}

type AnyTrack = Pick<Column<never>, 'track'>;

export function isInLayout({ track }: AnyTrack, layout: TableLayout): boolean {
  return layout === 'card' || track[layout] !== undefined;
}

const SELECTION_TRACK: AnyTrack['track'] = { wide: { minPx: 18 }, medium: { minPx: 18 } };

/** The possible layouts, widest first. */
export function columnLayouts(columns: readonly AnyTrack[], isSelectable: boolean): readonly ColumnLayout[] {
  const tracks = columns.map(({ track }) => track);
  if (isSelectable) tracks.unshift(SELECTION_TRACK);
  const tracksIn = (layout: ColumnLayout['layout']) => tracks.flatMap((track) => track[layout] ?? []);
  return [
    { layout: 'wide', tracks: tracksIn('wide') },
    { layout: 'medium', tracks: tracksIn('medium') },
  ];
}

/** The columns without those a person has hidden, which only cards still show. */
export function withoutHidden<Any extends Column<never, never>>(
  columns: readonly Any[],
  hidden: readonly string[],
): readonly Any[] {
  return columns.map((column) => (hidden.includes(column.key) ? { ...column, track: {} } : column));
}

/** The hint of something in a row, reachable by arrow keys; only in the active row. */
export function rowHint(isActive: boolean, text: () => string, when?: 'always' | 'cut'): HintProps {
  return isActive ? hint(text(), when) : {};
}
