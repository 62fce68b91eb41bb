/** More of a name than this says nothing more. */
const MAX_NAME_LENGTH = 200;

/**
 * Signs with a meaning in the messages of Slack, Mattermost or Discord, and what stands in for each: something that
 * looks alike and means nothing there.
 */
const STAND_INS: Readonly<Record<string, string>> = {
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
 * A text with words from outside, such as a server's name, with nothing in it that a chat would act on: no mention
 * (`@everyone`, `<!channel>`), no formatting, no emoji, no link. An underscore inside a word means nothing there and
 * stays.
 */
export function chatText(text: string): string {
  return (
    text
      .replace(/[<>*~`|[\]\\]/g, (sign) => STAND_INS[sign] ?? sign)
      .replace(/(^|[^\p{L}\p{N}])_+|_+(?=$|[^\p{L}\p{N}])/gu, (signs) => signs.replaceAll('_', '＿'))
      // A gap of no width: nobody is called, nothing is a heading, a list or an emoji, and no address is a link.
      .replace(/[@#]/g, (sign) => `${sign}\u200B`)
      .replace(/^(\s*)([-+]|\d+[.)])(?=[\s#])/gm, '$1$2\u200B')
      .replace(/:(?=\/\/|[^\s:]+:)/g, ':\u200B')
      .replace(/\.(?=\p{L})/gu, '.\u200B')
  );
}

/** On one line, not endless, and never turned round by signs that steer the direction of writing. */
export function plainName(text: string, maxLength: number = MAX_NAME_LENGTH): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
  if (line.length <= maxLength) return line;
  // Never through a character.
  return `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
