const MAX_LENGTH = 100;

/** Foreign text for a message: quoted, cut after 100 characters, markup, quotes and control characters as `\u{…}`. */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters
    .slice(0, MAX_LENGTH)
    .map((one) =>
      /^[\w .,:;/@()[\]{}+*=~!?$%#^|-]$/.test(one) ? one : `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .join('');
  return `"${shown}${characters.length > MAX_LENGTH ? '…' : ''}"`;
}
