import type { ReactNode } from 'react';
import type { Pair } from '../../core/compare/comparison';
import type { Compared } from '../../core/compare/difference';
import type { CompareRow } from './compare-table';

/** What to show of each side; nothing for one that is missing. */
export function onBothSides<Facts>(
  [a, b]: Pair<Facts | null>,
  of: (facts: Facts) => ReactNode,
): Pair<ReactNode> {
  return [a && of(a), b && of(b)];
}

/** A row for each fact that at least one side has. */
export function factRows<Fact extends string, Facts>(
  facts: readonly Fact[],
  sides: Pair<Facts | null>,
  {
    compare,
    isSet,
    labelOf,
    betterOf,
    show,
  }: {
    readonly compare: (sides: Pair<Facts>) => Readonly<Record<Fact, Compared>>;
    readonly isSet: (fact: Fact, of: Facts) => boolean;
    readonly labelOf: (fact: Fact) => string;
    /** The advantage of the better side. */
    readonly betterOf: (fact: Fact) => string | undefined;
    readonly show: (fact: Fact, of: Facts) => ReactNode;
  },
): readonly CompareRow[] {
  const [a, b] = sides;
  const compared = a === null || b === null ? null : compare([a, b]);
  return facts
    .filter((fact) => sides.some((side) => side !== null && isSet(fact, side)))
    .map((fact) => ({
      key: fact,
      label: labelOf(fact),
      values: onBothSides(sides, (side) => show(fact, side)),
      compared: compared?.[fact] ?? null,
      better: betterOf(fact),
    }));
}
