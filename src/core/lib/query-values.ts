/** What a page keeps in its URL, by key; null or '' is left out. */
export type QueryValues = Readonly<Record<string, string | null>>;

const MAX_TEXT_LENGTH = 200;

/** The text of a query parameter, bounded. Half a surrogate pair would not survive the URL. */
export function queryText(params: URLSearchParams, key: string): string {
  return (params.get(key) ?? '').slice(0, MAX_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}

const MAX_ID_LENGTH = 64;

/** The id in a query parameter; null for none, and for text too long to be one. */
export function queryId(params: URLSearchParams, key: string): string | null {
  const id = params.get(key) ?? '';
  return id !== '' && id.length <= MAX_ID_LENGTH ? id : null;
}

/** The shortest query with these values, in this order. */
export function queryOf(values: QueryValues): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== '') params.append(key, value);
  }
  return params;
}

export interface Sort<Key extends string> {
  readonly key: Key;
  readonly direction: 'asc' | 'desc';
}

/** Reads `created` or, for descending, `-created`; null for anything else. */
export function parseSort<Key extends string>(text: string | null, keys: readonly Key[]): Sort<Key> | null {
  const direction = text?.startsWith('-') ? 'desc' : 'asc';
  const name = direction === 'desc' ? text?.slice(1) : text;
  const key = keys.find((candidate) => candidate === name);
  return key === undefined ? null : { key, direction };
}

/** The sort as `parseSort` reads it; null for the default one. */
export function sortText<Key extends string>(
  { key, direction }: Sort<Key>,
  byDefault: Sort<Key>,
): string | null {
  if (key === byDefault.key && direction === byDefault.direction) return null;
  return `${direction === 'desc' ? '-' : ''}${key}`;
}
