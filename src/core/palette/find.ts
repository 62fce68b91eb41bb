import { type Id, idKey } from '../backups/backup';
import { foldText, searchWords } from '../lib/fold-text';
import { groupBy } from '../lib/group-by';
import { typedId } from '../lib/typed-text';
import {
  compareRanks,
  eitherTiers,
  isFound,
  type Query,
  type Rank,
  rankOf,
  type Target,
  TIERS,
  targetOf,
  tiersOf,
} from './match';

/** Something that can be done with each of several subjects; its words and the subject's are searched together. */
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
    const isNoneOfSubject = ofSubject.every((tier) => tier === TIERS.none);
    for (const { action, ofAction } of prepared) {
      const tiers = isNoneOfSubject ? ofAction : eitherTiers(ofAction, ofSubject);
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

/** Equal for ranks of which neither is better. */
function levelOf({ isWhole, score, pieceCount }: Rank): string {
  return `${isWhole} ${score} ${pieceCount}`;
}

/** At most `max` of the candidates, best first. */
export function bestOf<Result>(all: readonly Candidate<Result>[], max: number): Found<Result> {
  // A letter may find 10,000 candidates, but they have few different ranks.
  const levels = [...groupBy(all, ({ rank }) => levelOf(rank)).values()];
  levels.sort(([a], [b]) => (a === undefined || b === undefined ? 0 : compareRanks(a.rank, b.rank)));
  const shown: Result[] = [];
  for (const { make } of levels.flat()) {
    const result = make();
    if (result === null) continue;
    if (shown.length === max) return { shown, isCut: true };
    shown.push(result);
  }
  return { shown, isCut: false };
}

/** An entry with its id as it is compared; made once, because there may be 100,000. */
export interface WithId<Entry> {
  readonly entry: Entry;
  readonly foldedId: string;
}

export function withIds<Entry extends { readonly id: Id }>(entries: readonly Entry[]): WithId<Entry>[] {
  return entries.map((entry) => ({ entry, foldedId: foldText(idKey(entry.id)) }));
}

/** The entries whose id is a word of the text, with or without `#`. */
export function withIdIn<Entry>(text: string, entries: readonly WithId<Entry>[]): Entry[] {
  const words = new Set(searchWords(text).map(typedId));
  return entries.filter(({ foldedId }) => words.has(foldedId)).map(({ entry }) => entry);
}

/** At most `max` entries whose id is longer than the text and begins with it; none unless the text is `#` or digits. */
export function withIdFrom<Entry>(text: string, entries: readonly WithId<Entry>[], max: number): Entry[] {
  const folded = foldText(text);
  const start = typedId(folded);
  if (start === '' || !(folded.startsWith('#') || /^\p{Nd}+$/u.test(folded))) return [];
  const found: Entry[] = [];
  for (const { entry, foldedId } of entries) {
    if (found.length === max) break;
    if (foldedId.startsWith(start) && foldedId !== start) found.push(entry);
  }
  return found;
}
