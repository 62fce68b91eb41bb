/**
 * For tests of the catalogues: the message keys that a source text names, whole or as a template such as
 * `error.${kind}.title`.
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
