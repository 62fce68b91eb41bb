import type { HTMLAttributes, ReactNode } from 'react';
import type { ColumnLayout, TableLayout, Track } from './table-layout';

/** What a cell is drawn with besides its row. `Extra`: facts about the row that the row itself does not hold. */
export interface CellContext<Extra> {
  readonly layout: TableLayout;
  readonly extra: Extra;
}

/**
 * A column: its head, its cells and the room it needs. Keep the array of columns the same from draw to draw (useMemo):
 * when it changes, every row is drawn again.
 */
export interface Column<Row, Extra = undefined, SortKey extends string = string> {
  readonly key: string;
  /** Text of the head. Buttons and the like in it are not printed. */
  readonly header: string | ((layout: TableLayout) => string);
  /** The head is read to assistive technology only. */
  readonly isHeaderHidden?: boolean;
  readonly isNumber?: boolean;
  /** Set where the head sorts by this column. */
  readonly sort?: SortKey;
  /** `medium` undefined: not shown in that layout. `tight`: where even less room is left, row buttons show icons only. */
  readonly track: { readonly wide: Track; readonly medium?: Track | undefined; readonly tight?: Track };
  /** Attributes of the cells, such as their class. */
  readonly attributes?: HTMLAttributes<HTMLDivElement> & { readonly 'data-label'?: string };
  readonly cell: (row: Row, context: CellContext<Extra>) => ReactNode;
}

/** For `extraOf` of a table whose rows hold everything that they show. */
export function noExtra(): undefined {
  return undefined;
}

type AnyTrack = Pick<Column<never>, 'track'>;

export function isInLayout({ track }: AnyTrack, layout: TableLayout): boolean {
  return layout !== 'medium' || track.medium !== undefined;
}

const SELECTION_TRACK: AnyTrack['track'] = { wide: { minPx: 18 }, medium: { minPx: 18 } };

/** The layouts that the columns can be set in, the widest first. */
export function columnLayouts(columns: readonly AnyTrack[], isSelectable: boolean): readonly ColumnLayout[] {
  const tracks = columns.map(({ track }) => track);
  if (isSelectable) tracks.unshift(SELECTION_TRACK);
  const medium = tracks.flatMap((track) => track.medium ?? []);
  const tight = tracks.flatMap((track) => (track.medium === undefined ? [] : (track.tight ?? track.medium)));
  const layouts: readonly ColumnLayout[] = [
    { layout: 'wide', tracks: tracks.map(({ wide }) => wide) },
    { layout: 'medium', tracks: medium },
    { layout: 'medium', tracks: tight, isTight: true },
  ];
  return tracks.some((track) => track.tight !== undefined) ? layouts : layouts.slice(0, 2);
}
