/** What the log says about a changed schedule. */
const CHANGE_FIELDS = ['name', 'servers', 'when', 'zone', 'keep', 'catchUp', 'room', 'until'] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];

const SEPARATOR = ' · ';

/** A schedule's entry in the log: its name, and the changes in symbols that need no translation. */
export function scheduleText(
  name: string,
  changes: readonly (readonly [ChangeField, string])[] = [],
): string {
  return [name, ...changes.map(([field, text]) => `${field}: ${text}`)].join(SEPARATOR);
}

const ENTRY = new RegExp(`${SEPARATOR}(?=(?:${CHANGE_FIELDS.join('|')}): )`);

/** Parses {@link scheduleText}. */
export function changesIn(text: string): {
  readonly name: string;
  readonly changes: readonly { readonly field: ChangeField; readonly text: string }[];
} {
  const [name = '', ...entries] = text.split(ENTRY);
  const changes = entries.flatMap((entry) => {
    const field = CHANGE_FIELDS.find((each) => entry.startsWith(`${each}: `));
    return field === undefined ? [] : [{ field, text: entry.slice(field.length + 2) }];
  });
  return { name, changes };
}
