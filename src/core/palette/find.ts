import { type Id, idKey } from '../backups/backup';
import { foldText, searchWords, typedId } from '../lib/fold-text';
import {
  compareRanks,
  eitherTiers,
  isFound,
  type Query,
  type Rank,
  rankOf,
  type Target,
  targetOf,
  tiersOf,
} from './match';

/** Something that can be done with each of some subjects; its words and the subject's are found together. */
export interface Action<Subject, Result> {
  readonly target: Target;
  /** Null where the action makes no sense for the subject. */
  readonly of: (subject: Subject) => Result | null;
}

/** The target of an action that has no words, such as opening the subject itself. */
export const NO_WORDS: Target = targetOf('');

export interface Candidate<Result> {
  readonly rank: Rank;
  readonly make: () => Result | null;
}

/**
 * What a query finds among subjects and their actions ("Back up web-01"). The words of an action alone find it for every
 * subject; those of a subject alone find its actions after itself, because their names are longer.
 */
export function candidates<Subject extends { readonly target: Target }, Result>(
  query: Query,
  subjects: readonly Subject[],
  actions: readonly Action<Subject, Result>[],
): Candidate<Result>[] {
  const found: Candidate<Result>[] = [];
  const prepared = actions.map((action) => ({ action, ofAction: tiersOf(query, action.target) }));
  for (const subject of subjects) {
    const ofSubject = tiersOf(query, subject.target);
    for (const { action, ofAction } of prepared) {
      const tiers = eitherTiers(ofAction, ofSubject);
      if (isFound(tiers)) {
        const rank = rankOf(query, tiers, action.target, subject.target);
        found.push({ rank, make: () => action.of(subject) });
      }
    }
  }
  return found;
}

export interface Found<Result> {
  /** Best first; equal ones in their order. */
  readonly shown: readonly Result[];
  /** Whether there are more than are shown. */
  readonly isCut: boolean;
}

/** At most `max` of the candidates, best first. */
export function bestOf<Result>(all: readonly Candidate<Result>[], max: number): Found<Result> {
  const shown: Result[] = [];
  for (const { make } of all.toSorted((a, b) => compareRanks(a.rank, b.rank))) {
    const result = make();
    if (result === null) continue;
    if (shown.length === max) return { shown, isCut: true };
    shown.push(result);
  }
  return { shown, isCut: false };
}

interface HasId {
  readonly id: Id;
}

/** The entries whose id is a word of the text, with or without `#`. */
export function withIdIn<Entry extends HasId>(text: string, entries: readonly Entry[]): Entry[] {
  const words = new Set(searchWords(text).map(typedId));
  return words.size === 0 ? [] : entries.filter(({ id }) => words.has(foldText(idKey(id))));
}

/** At most `max` entries whose id is longer than the text and begins with it; none unless the text is `#` or digits. */
export function withIdFrom<Entry extends HasId>(
  text: string,
  entries: readonly Entry[],
  max: number,
): Entry[] {
  const folded = foldText(text);
  const start = typedId(folded);
  if (start === '' || !(folded.startsWith('#') || /^\p{Nd}+$/u.test(folded))) return [];
  const found: Entry[] = [];
  for (const entry of entries) {
    if (found.length === max) break;
    const key = foldText(idKey(entry.id));
    if (key.startsWith(start) && key !== start) found.push(entry);
  }
  return found;
}
