/**
 * The value below which a share `q` (0 to 1) of the values lies, interpolated linearly between the two
 * neighbours; null of nothing. Needs no order and keeps the given array as it is.
 */
export function quantile(values: readonly number[], q: number): number | null {
  // Typed arrays sort by value without a comparator, and much quicker.
  const sorted = new Float64Array(values).sort();
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, q));
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (position - Math.floor(position));
}

/** The middle value; of an even number of them the mean of the middle two; null of nothing. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
