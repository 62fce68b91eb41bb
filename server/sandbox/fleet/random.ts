/** A number from 0 to below 1 that depends only on the seed and the key. */
export type RandomSource = (...key: readonly (string | number)[]) => number;

/**
 * Reproducible randomness: the same seed and key give the same number, in any order. So next month's run has its minute
 * and size today, without stored state. Not for secrets.
 */
export function createRandom(seed: number): RandomSource {
  return (...key) => hash(`${seed}/${key.join('/')}`) / 2 ** 32;
}

/** A value from `low` up to (not including) `high`. */
export function between(unit: number, low: number, high: number): number {
  return low + unit * (high - low);
}

/** FNV-1a over the text, then the finishing steps of MurmurHash3, so that similar keys give very different numbers. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
