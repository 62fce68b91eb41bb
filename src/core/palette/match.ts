import { foldText } from '../lib/fold-text';

/**
 * How the command palette searches. Queries and targets are both split into pieces: runs of letters, runs of digits,
 * single symbols. "web-01", "web 01" and "web01" are the same two pieces. Each typed piece must be found, in any order,
 * and is ranked by how it was found:
 */
export const TIERS = {
  /** It is a piece of the name. */
  same: 5,
  /** It is the same number: 1 finds 01. */
  sameNumber: 4,
  /** A piece of the name begins with it. */
  prefix: 3,
  /** It is inside the name, or a piece of the other words starts with it. */
  inside: 2,
  /** Its letters appear in the name in order, the first one at the start of a piece. Never for digits. */
  lettersInOrder: 1,
  none: 0,
} as const;

/** What a name is found by; make it once and keep it. */
export interface Target {
  readonly pieces: readonly string[];
  /** The pieces without separators. */
  readonly joined: string;
  /** The pieces of words that are not in the name: an address, an id. */
  readonly otherPieces: readonly string[];
}

/** A typed text, cut into pieces. */
export interface Query {
  readonly pieces: readonly string[];
  readonly joined: string;
}

const PIECE = /\p{L}+|\p{Nd}+|\p{S}/gu;
const ONE_CHARACTER = /^[ -~]$/;
const DIGITS = /^\p{Nd}+$/u;

function piecesOf(text: string): string[] {
  return foldText(text).match(PIECE) ?? [];
}

export function queryOf(text: string): Query {
  const pieces = piecesOf(text);
  return { pieces, joined: pieces.join('') };
}

/** @param others words that are not in the name but find it too */
export function targetOf(name: string, others = ''): Target {
  return { ...queryOf(name), otherPieces: piecesOf(others) };
}

/** How each piece of a query is found in a target, one of {@link TIERS} each. */
export function tiersOf({ pieces }: Query, target: Target): readonly number[] {
  return pieces.map((piece) => tierOf(piece, target));
}

/** What two targets together find, as in "Back up" and "web-01". */
export function eitherTiers(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((tier, at) => Math.max(tier, b[at] ?? TIERS.none));
}

/** Whether every piece was found. */
export function isFound(tiers: readonly number[]): boolean {
  return tiers.length > 0 && tiers.every((tier) => tier > TIERS.none);
}

export interface Rank {
  /** The typed text is the whole name. */
  readonly isWhole: boolean;
  /** The sum of the tiers. */
  readonly score: number;
  /** How much longer the name is than the typed pieces. */
  readonly pieceCount: number;
}

/** Best first: the whole name, then by how the pieces were found, then the shorter name. */
export function compareRanks(a: Rank, b: Rank): number {
  return Number(b.isWhole) - Number(a.isWhole) || b.score - a.score || a.pieceCount - b.pieceCount;
}

/** @param targets that make up the name; `tiers` are those of all of them */
export function rankOf(query: Query, tiers: readonly number[], ...targets: readonly Target[]): Rank {
  let [score, pieceCount, joined] = [0, 0, ''];
  for (const tier of tiers) score += tier;
  for (const target of targets) {
    pieceCount += target.pieces.length;
    joined += target.joined;
  }
  return { isWhole: joined === query.joined, score, pieceCount };
}

function tierOf(piece: string, { pieces, joined, otherPieces }: Target): number {
  if (pieces.includes(piece)) return TIERS.same;
  const isNumber = DIGITS.test(piece);
  if (isNumber && pieces.some((other) => isSameNumber(piece, other))) return TIERS.sameNumber;
  if (pieces.some((other) => other.startsWith(piece))) return TIERS.prefix;
  // One letter would match nearly everything.
  if (ONE_CHARACTER.test(piece)) return TIERS.none;
  if (joined.includes(piece) || otherPieces.some((other) => other.startsWith(piece))) return TIERS.inside;
  return !isNumber && hasLettersInOrder(piece, pieces) ? TIERS.lettersInOrder : TIERS.none;
}

/** As text, because an id may have more digits than a number can hold. */
function isSameNumber(a: string, b: string): boolean {
  return DIGITS.test(b) && a.replace(/^0+/, '') === b.replace(/^0+/, '');
}

function hasLettersInOrder(letters: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = letters;
  return pieces.some((piece, at) => {
    if (!piece.startsWith(first)) return false;
    const text = pieces.slice(at).join('');
    let from = first.length;
    return rest.every((letter) => {
      const found = text.indexOf(letter, from);
      from = found + letter.length;
      return found !== -1;
    });
  });
}
