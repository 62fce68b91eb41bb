/**
 * For tests of the catalogues: which keys of messages a source text names, by themselves or put together from a code,
 * as the title of an error is from its kind.
 */
export function keysNamedIn(text: string, keys: readonly string[]): readonly string[] {
  const patterns = [...text.matchAll(/`((?:[\w.-]|\$\{[^}]+\})+)`/g)]
    .map(([, template]) => template ?? '')
    .filter((template) => template.includes('${') && template.includes('.'))
    .map((template) => {
      const parts = template.split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.'));
      return new RegExp(`^${parts.join('[\\w-]+')}$`);
    });
  return keys.filter((key) => text.includes(`'${key}'`) || patterns.some((pattern) => pattern.test(key)));
}
