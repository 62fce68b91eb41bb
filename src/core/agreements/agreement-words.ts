import * as v from 'valibot';
import { isoSchema } from '../contract/schema';
import { hiddenIn } from '../lib/foreign-text';

export const MAX_REASON = 200;
export const MAX_NOTE = 1000;
export const MAX_TAG = 40;
export const MAX_TAGS = 20;

const textOf = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((text) => hiddenIn(text) === null, 'The text has invisible characters.'),
  );

/** As stored; earlier versions accepted more. */
export const tagWire = textOf(MAX_TAG);
export const tagsWire = v.pipe(v.array(tagWire), v.maxLength(MAX_TAGS));
/** As people and scripts may set it. A comma separates tags in the form. */
export const newTagWire = v.pipe(
  tagWire,
  v.check(
    (tag) => hiddenInTag(tag) === null,
    'A tag is one line, without line breaks, tabs or invisible characters.',
  ),
  v.excludes(',', 'A tag has no comma.'),
);
export const newTagsWire = v.pipe(v.array(newTagWire), v.maxLength(MAX_TAGS));
export const noteWire = textOf(MAX_NOTE);
export const reasonWire = textOf(MAX_REASON);

/** The name of the first character that no tag may have, `U+000A`; null without one. The rule of the form and the API. */
export function hiddenInTag(text: string): string | null {
  const [breakOrTab] = /[\t\n\r]/.exec(text) ?? [];
  if (breakOrTab === undefined) return hiddenIn(text);
  return `U+${breakOrTab.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Who said something, and when. `by` is null if the gateway can't know. */
export const saidBy = { at: isoSchema, by: v.nullable(v.string()) };
