import type { HTMLAttributes, ReactNode } from 'react';
import { type HintProps, hint } from '../hint';
import type { ColumnLayout, TableLayout, Track } from './table-layout';

/** `Extra`: data of the row beyond the row itself. */
export interface CellContext<Extra> {
  readonly layout: TableLayout;
  readonly extra: Extra;
  /** The row is under the pointer or holds the focus: what only then is of use is drawn only then. */
  readonly isActive: boolean;
}

export interface Column<Row, Extra = undefined, SortKey extends string = string> {
  readonly key: string;
  readonly header: string | ((layout: TableLayout) => string);
  /** Only for assistive technology. */
  readonly isHeaderHidden?: boolean;
  readonly isNumber?: boolean;
  /** Set if the header sorts by this column. */
  readonly sort?: SortKey;
  /** No `medium`: hidden in that layout. */
  readonly track: { readonly wide: Track; readonly medium?: Track | undefined };
  /** Of every cell, whose class is `rowClassName__key` unless set here. */
  readonly attributes?: HTMLAttributes<HTMLDivElement> & { readonly 'data-label'?: string };
  readonly cell: (row: Row, context: CellContext<Extra>) => ReactNode;
}

/** `extraOf` for rows that hold all they show. */
export function noExtra(): undefined {
  return undefined;
}

type AnyTrack = Pick<Column<never>, 'track'>;

export function isInLayout({ track }: AnyTrack, layout: TableLayout): boolean {
  return layout !== 'medium' || track.medium !== undefined;
}

const SELECTION_TRACK: AnyTrack['track'] = { wide: { minPx: 18 }, medium: { minPx: 18 } };

/** The possible layouts, widest first. */
export function columnLayouts(columns: readonly AnyTrack[], isSelectable: boolean): readonly ColumnLayout[] {
  const tracks = columns.map(({ track }) => track);
  if (isSelectable) tracks.unshift(SELECTION_TRACK);
  const medium = tracks.flatMap((track) => track.medium ?? []);
  return [
    { layout: 'wide', tracks: tracks.map(({ wide }) => wide) },
    { layout: 'medium', tracks: medium },
  ];
}

/** The hint of something in a row, which the arrow keys reach; only in the row that is active. */
export function rowHint(isActive: boolean, text: () => string, when?: 'always' | 'cut'): HintProps {
  return isActive ? hint(text(), when) : {};
}
