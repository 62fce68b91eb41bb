import * as v from 'valibot';
import { hiddenIn } from '../lib/foreign-text';

export const MAX_REASON = 200;
export const MAX_NOTE = 1000;
export const MAX_TAG = 40;
export const MAX_TAGS = 20;

export const isoWire = v.pipe(v.string(), v.isoTimestamp());
const textOf = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((text) => hiddenIn(text) === null, 'The text has invisible characters.'),
  );

export const tagWire = textOf(MAX_TAG);
export const tagsWire = v.pipe(v.array(tagWire), v.maxLength(MAX_TAGS));
export const noteWire = textOf(MAX_NOTE);
export const reasonWire = textOf(MAX_REASON);

/** Who said something, and when. `by` is null if the gateway can't know. */
export const saidBy = { at: isoWire, by: v.nullable(v.string()) };
