/** Who has taken what of a number of places. */
export interface Load {
  readonly places: number;
  /** Taken by the one who asks … */
  readonly own: number;
  /** … and by all others together. */
  readonly others: number;
}

/**
 * Whether one more place may be taken by somebody who has `own` of them: up to half of what the others leave, and
 * never less than one. So one alone gets half, several who want much get equal parts, and whoever comes new finds a
 * place unless every single one is taken.
 */
export function mayTakePlace({ places, own, others }: Load): boolean {
  if (own + others >= places) return false;
  return own < Math.max(1, Math.floor((places - others) / 2));
}
