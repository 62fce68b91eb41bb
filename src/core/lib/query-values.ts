/** What a page keeps in its URL, by key; null or '' is left out. */
export type QueryValues = Readonly<Record<string, string | null>>;

const MAX_TEXT_LENGTH = 200;

/** The text of a query parameter, bounded. Half a surrogate pair would not survive the URL. */
export function queryText(params: URLSearchParams, key: string): string {
  return (params.get(key) ?? '').slice(0, MAX_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}

/** The shortest query that says so, its keys in the order given. */
export function queryOf(values: QueryValues): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== '') params.append(key, value);
  }
  return params;
}
