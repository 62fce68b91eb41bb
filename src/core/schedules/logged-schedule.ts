/** What the log names of a changed schedule. */
export const CHANGE_FIELDS = ['name', 'servers', 'when', 'zone', 'keep', 'catchUp', 'room', 'until'] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];

const SEPARATOR = ' · ';

/** What the log says of a schedule: its name, and what changed in signs that need no language. */
export function scheduleText(
  name: string,
  changes: readonly (readonly [ChangeField, string])[] = [],
): string {
  return [name, ...changes.map(([field, text]) => `${field}: ${text}`)].join(SEPARATOR);
}

const ENTRY = new RegExp(`${SEPARATOR}(?=(?:${CHANGE_FIELDS.join('|')}): )`);

/** Reads {@link scheduleText}. */
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
