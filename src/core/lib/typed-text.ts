import { normalizedText } from './fold-text';
import { visibleParts, visibleText } from './foreign-text';

/** A typed id, without the `#` that the page shows before it. */
export function typedId(text: string): string {
  return normalizedText(text).replace(/^# ?/, '');
}

/** How a text may be typed: as seen, or with the names shown for hidden characters. */
function typedForms(text: string): string[] {
  const named = visibleParts(text).map((part) => part.text);
  return [text, visibleText(text), named.join('')].map(normalizedText);
}

/** Whether the typed text matches as seen. Case-sensitive; an invisible text is never matched. */
export function isTyped(typed: string, asked: string): boolean {
  return normalizedText(asked) !== '' && typedForms(asked).includes(normalizedText(typed));
}

/** Whether the typed text is a prefix of a match. */
export function mayBecome(typed: string, asked: string): boolean {
  return typedForms(asked).some((form) => form.startsWith(normalizedText(typed)));
}

/** Whether the typed text is the server's name as seen, or its id. */
export function isNameOrId(typed: string, server: { readonly name: string; readonly key: string }): boolean {
  return isTyped(typed, server.name) || typedId(typed) === normalizedText(server.key);
}
