const KINDS = ['servers', 'backups'] as const;
export type ComparedKind = (typeof KINDS)[number];

/** What stands side by side, first and second. */
export type Pair<T> = readonly [T, T];

export function isPair<T>(all: readonly T[]): all is Pair<T> {
  return all.length === 2;
}

/** Two servers, or two backups of one server, by `idKey`; a side is null while nothing is chosen there. */
export interface Comparison {
  readonly kind: ComparedKind;
  readonly keys: Pair<string | null>;
}

/** Ids of the provider are short; longer text in this place is not one. */
const MAX_KEY_LENGTH = 64;

/** Reads `servers=1,2` or `backups=1,2`. Everything else is two servers that have yet to be chosen. */
export function parseComparison(params: URLSearchParams): Comparison {
  const kind = KINDS.find((each) => params.get(each) !== null) ?? 'servers';
  const [first = null, second = null] = (params.get(kind) ?? '').split(',').map(readKey);
  return { kind, keys: [first, second] };
}

/** The text of a query with this comparison instead of its own; what else it says stays. */
export function withComparison(params: URLSearchParams, { kind, keys }: Comparison): string {
  const next = new URLSearchParams(params);
  for (const each of KINDS) next.delete(each);
  const [first, second] = keys.map((key) => (key === null ? '' : writeKey(key)));
  next.set(kind, second === '' ? `${first}` : `${first},${second}`);
  // A comma may stand in a query as it is, and reads better.
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
