import { cut } from '../../../src/core/contract/error-words';

const MAX_NAME_LENGTH = 200;

/** Characters with a meaning in Slack, Mattermost or Discord, and look-alikes without one. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '*': '∗',
  '~': '∼',
  '`': 'ˋ',
  '|': '∣',
  '[': '［',
  ']': '］',
  '\\': '＼',
};

/**
 * Text of foreign origin without anything that a chat acts on: mentions (`@everyone`, `<!channel>`), formatting,
 * emoji, links. An underscore inside a word has no meaning and stays.
 */
export function chatText(text: string): string {
  return (
    text
      .replace(/[<>*~`|[\]\\]/g, (sign) => LOOK_ALIKES[sign] ?? sign)
      .replace(/(^|[^\p{L}\p{N}])_+|_+(?=$|[^\p{L}\p{N}])/gu, (signs) => signs.replaceAll('_', '＿'))
      // A zero-width space breaks mentions, headings, lists, emoji and links.
      .replace(/[@#]/g, (sign) => `${sign}\u200B`)
      .replace(/^(\s*)([-+]|\d+[.)])(?=[\s#])/gm, '$1$2\u200B')
      .replace(/:(?=\/\/|[^\s:]+:)/g, ':\u200B')
      .replace(/\.(?=\p{L})/gu, '.\u200B')
  );
}

/** Cut, on one line, and without characters that change the direction of writing. */
export function plainName(text: string, maxLength: number = MAX_NAME_LENGTH): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
  return cut(line.trim(), maxLength);
}
