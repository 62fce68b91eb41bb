/** The `q` quantile (0 to 1), linearly interpolated; null for no values. Does not need or change the order. */
export function quantile(values: readonly number[], q: number): number | null {
  // Typed arrays sort numerically.
  const sorted = new Float64Array(values).sort();
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, q));
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
