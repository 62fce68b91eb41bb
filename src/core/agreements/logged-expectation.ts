import { WEEKDAYS, type Weekday } from '../lib/zone-time';
import type { WireExpectation } from './agreement';

/**
 * An expectation in the log, in signs of no language: "≤ 26 h − 6 7 · ≥ 3 · ≥ 30 d". Entries are stored for good, so
 * {@link expectationIn} has to read what earlier versions wrote (without the free days).
 */
export function expectationSigns({ max_age_hours, free_days, min_good, reach_back_days }: WireExpectation) {
  const free = free_days.length === 0 ? '' : ` − ${free_days.join(' ')}`;
  const parts = [
    max_age_hours === null ? null : `≤ ${max_age_hours} h${free}`,
    min_good === null ? null : `≥ ${min_good}`,
    reach_back_days === null ? null : `≥ ${reach_back_days} d`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** As {@link expectationSigns}, of a tag: "#production ≤ 26 h"; only the tag if its expectation was removed. */
export function tagExpectationSigns(tag: string, expectation: WireExpectation | null): string {
  return expectation === null ? `#${tag}` : `#${tag} ${expectationSigns(expectation)}`;
}

/** What the signs of an entry say. All rules are null if the expectation was removed. */
export interface LoggedExpectation {
  readonly tag: string | null;
  readonly maxAgeHours: number | null;
  readonly freeDays: readonly Weekday[];
  readonly minGood: number | null;
  readonly reachBackDays: number | null;
}

const SIGNS =
  /^(?:#(?<tag>.+?)(?: (?=[≤≥] \d)|$))?(?:≤ (?<age>\d+) h(?: − (?<free>[1-7](?: [1-7])*))?(?: · |$))?(?:≥ (?<good>\d+)(?: · |$))?(?:≥ (?<reach>\d+) d)?$/su;

/** Null for a text that is none. */
export function expectationIn(description: string): LoggedExpectation | null {
  const groups = SIGNS.exec(description)?.groups;
  if (groups === undefined || description === '') return null;
  const count = (digits: string | undefined) => (digits === undefined ? null : Number(digits));
  return {
    tag: groups['tag'] ?? null,
    maxAgeHours: count(groups['age']),
    freeDays: WEEKDAYS.filter((day) => groups['free']?.includes(String(day))),
    minGood: count(groups['good']),
    reachBackDays: count(groups['reach']),
  };
}
