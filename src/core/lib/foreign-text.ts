/** Untrusted text (names, descriptions, error details) can reorder, hide or imitate the text around it. */

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Invisible characters, and those that control direction. */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cs}\u2028\u2029\ufff9-\ufffb]|(?![\t\n\r])\p{Cc}/u;
/** Legitimate in scripts and emoji, right after a non-ASCII character. */
const JOINER = /\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}]/u;
/** Right-to-left letters. Source: the blocks of Unicode's roadmap with bidi class R or AL. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export interface TextPart {
  readonly text: string;
  /** The part stands for a hidden character: "U+202E". */
  readonly isHidden: boolean;
}

/** "U+202E": a character by its number. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Splits a text; each hidden character is a part of its own. */
export function visibleParts(text: string): readonly TextPart[] {
  if (!HIDDEN.test(text)) return [{ text, isHidden: false }];
  const parts: TextPart[] = [];
  let plain = '';
  let before = '';
  for (const character of text) {
    const isPartOfScript = JOINER.test(character) && before > '\u007f';
    const isShown = !HIDDEN.test(character) || isPartOfScript;
    before = isShown ? character : '';
    if (isShown) {
      plain += character;
    } else {
      if (plain !== '') parts.push({ text: plain, isHidden: false });
      plain = '';
      parts.push({ text: nameOf(character), isHidden: true });
    }
  }
  if (plain !== '') parts.push({ text: plain, isHidden: false });
  return parts;
}

/** The name of the first character that cannot be seen; null without one. Breaks and tabs are not among them. */
export function hiddenIn(text: string): string | null {
  return visibleParts(text).find(({ isHidden }) => isHidden)?.text ?? null;
}

/** Replaces hidden characters by their names: "web[U+202E]-01". */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => (part.isHidden ? `[${part.text}]` : part.text))
    .join('');
}

/** Positions of matched isolate pairs, which are harmless. */
function pairedIsolates(text: string): ReadonlySet<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (const [index, character] of [...text].entries()) {
    if (character === FIRST_STRONG_ISOLATE) open.push(index);
    const start = character === POP_ISOLATE ? open.pop() : undefined;
    if (start !== undefined) paired.add(start).add(index);
  }
  return paired;
}

/**
 * Makes a text safe inside a sentence, a title or a plain-text table: neither its direction nor its control characters
 * affect the text around it. Plain text stays as it is. Idempotent.
 */
export function isolated(text: string): string {
  if (!HIDDEN.test(text) && !RIGHT_TO_LEFT.test(text)) return text;
  const paired = pairedIsolates(text);
  let shown = '';
  let outside = '';
  let piece = '';
  let depth = 0;
  const flush = () => {
    shown += visibleText(piece);
    if (depth === 0) outside += piece;
    piece = '';
  };
  for (const [index, character] of [...text].entries()) {
    if (!paired.has(index)) {
      piece += character;
      continue;
    }
    flush();
    shown += character;
    depth += character === FIRST_STRONG_ISOLATE ? 1 : -1;
  }
  flush();
  const needsIsolate = visibleText(outside) !== outside || RIGHT_TO_LEFT.test(outside);
  return needsIsolate ? FIRST_STRONG_ISOLATE + shown + POP_ISOLATE : shown;
}
