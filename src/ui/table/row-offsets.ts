/** Positions of stacked rows, CSS pixels from the top of the first one. */
export interface RowOffsets {
  readonly totalPx: number;
  startOf(index: number): number;
  heightOf(index: number): number;
  /** The row at a position, or the nearest one; 0 if there are no rows. */
  indexAt(px: number): number;
}

/** Positions from known heights, so that no row needs to be rendered to be measured. */
export function rowOffsets<Row>(rows: readonly Row[], heightPx: (row: Row) => number): RowOffsets {
  const starts = new Float64Array(rows.length + 1);
  let endPx = 0;
  let index = 0;
  for (const row of rows) {
    endPx += heightPx(row);
    index += 1;
    starts[index] = endPx;
  }
  const startOf = (index: number) => starts[index] ?? endPx;
  return {
    totalPx: endPx,
    startOf,
    heightOf: (index) => startOf(index + 1) - startOf(index),
    indexAt: (px) => {
      let low = 0;
      let high = Math.max(0, rows.length - 1);
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (startOf(middle) <= px) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
