/** 0 to `count - 1`. */
export function rowNumbers(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
}

export type Direction = 'asc' | 'desc';

/** Sorts `rows` by their values in `column`: stable, `NaN` last in both directions. */
export function rowOrder(column: Float64Array, direction: Direction, rows: Uint32Array): Uint32Array {
  return packedOrder(column, direction, rows) ?? comparedOrder(column, direction, rows);
}

/**
 * Packs each value and its position into one number, which sorts without a comparator. Null where that would not be
 * exact: values that are not integers, or too far apart.
 */
function packedOrder(column: Float64Array, direction: Direction, rows: Uint32Array): Uint32Array | null {
  const count = rows.length;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return null;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const last = max < min ? 0 : max - min + 1;
  if (!Number.isSafeInteger((last + 1) * count)) return null;
  const isAscending = direction === 'asc';
  const packed = new Float64Array(count);
  for (let place = 0; place < count; place += 1) {
    const value = column[rows[place] ?? 0] ?? Number.NaN;
    const rank = Number.isNaN(value) ? last : isAscending ? value - min : max - value;
    packed[place] = rank * count + place;
  }
  packed.sort();
  const order = new Uint32Array(count);
  for (let place = 0; place < count; place += 1) order[place] = rows[(packed[place] ?? 0) % count] ?? 0;
  return order;
}

function comparedOrder(column: Float64Array, direction: Direction, rows: Uint32Array): Uint32Array {
  const sign = direction === 'asc' ? 1 : -1;
  return rows.slice().sort((a, b) => {
    const valueA = column[a] ?? Number.NaN;
    const valueB = column[b] ?? Number.NaN;
    if (valueA < valueB) return -sign;
    if (valueA > valueB) return sign;
    return Number(Number.isNaN(valueA)) - Number(Number.isNaN(valueB));
  });
}

/** Sorts each run of rows with equal values by a comparator, in place. */
export function orderEqualRows(
  rows: Uint32Array,
  column: Float64Array,
  compare: (rowA: number, rowB: number) => number,
): void {
  for (let start = 0; start < rows.length; ) {
    const value = column[rows[start] ?? 0] ?? Number.NaN;
    let end = start + 1;
    while (end < rows.length && isSame(column[rows[end] ?? 0] ?? Number.NaN, value)) end += 1;
    if (end - start > 1) rows.subarray(start, end).sort(compare);
    start = end;
  }
}

function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
