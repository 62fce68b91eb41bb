const KINDS = ['servers', 'backups'] as const;
export type ComparedKind = (typeof KINDS)[number];

/** The compared things, first and second. */
export type Pair<T> = readonly [T, T];

export function isPair<T>(all: readonly T[]): all is Pair<T> {
  return all.length === 2;
}

/** Two servers, or two backups of one server, by `idKey`; a side is null while nothing is chosen. */
export interface Comparison {
  readonly kind: ComparedKind;
  readonly keys: Pair<string | null>;
}

/** The provider's ids are short; longer text is not an id. */
const MAX_KEY_LENGTH = 64;

/** Reads `servers=1,2` or `backups=1,2`. Anything else means two servers that are not chosen yet. */
export function parseComparison(params: URLSearchParams): Comparison {
  const kind = KINDS.find((each) => params.get(each) !== null) ?? 'servers';
  const [first = null, second = null] = (params.get(kind) ?? '').split(',').map(readKey);
  return { kind, keys: [first, second] };
}

/** A query's text with this comparison in place of its own; other parameters stay. */
export function withComparison(params: URLSearchParams, { kind, keys }: Comparison): string {
  const next = new URLSearchParams(params);
  for (const each of KINDS) next.delete(each);
  const [first, second] = keys.map((key) => (key === null ? '' : writeKey(key)));
  next.set(kind, second === '' ? `${first}` : `${first},${second}`);
  // A comma is allowed in a query, and reads better unencoded.
  return next.toString().replaceAll('%2C', ',');
}

export function comparisonQuery(comparison: Comparison): string {
  return withComparison(new URLSearchParams(), comparison);
}

// Ids are opaque: one with a comma must not become two.
function writeKey(key: string): string {
  return key.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function readKey(text: string): string | null {
  const key = text.replaceAll('%2C', ',').replaceAll('%25', '%');
  return key === '' || key.length > MAX_KEY_LENGTH ? null : key;
}
