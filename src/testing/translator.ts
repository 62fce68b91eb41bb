/**
 * Simulates a page translator, which replaces text nodes by `<font>` elements. React keeps using its own nodes: a text
 * that it manages on its own never changes again, and React fails when it removes that text or inserts something before
 * it.
 */

function isTranslatable(node: Text): boolean {
  const parent = node.parentElement;
  return (
    node.data.trim() !== '' &&
    parent !== null &&
    parent.closest('[translate="no"], script, style, svg') === null
  );
}

function textsIn(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && isTranslatable(node)) texts.push(node);
  }
  return texts;
}

/** Texts that React manages as separate nodes, rather than as an element's whole content. */
function bareTexts(root: Node): string[] {
  return textsIn(root)
    .filter((text) => Object.keys(text).some((key) => key.startsWith('__reactFiber$')))
    .map((text) => `<${text.parentElement?.tagName.toLowerCase()}> ${text.data}`);
}

function translate(): void {
  for (const text of textsIn(document.body)) {
    if (text.parentElement?.closest('font') !== null) continue;
    const outer = document.createElement('font');
    outer.append(document.createElement('font'));
    outer.firstChild?.appendChild(document.createTextNode(text.data));
    text.replaceWith(outer);
  }
}

/** Translates the page and its later changes. The returned function stops it. */
export function startTranslator(): () => void {
  const observer = new MutationObserver(translate);
  translate();
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}

/** Looks for bare texts in everything rendered from now on. The returned function lists them, each once. */
export function watchBareTexts(): () => string[] {
  const found = new Set<string>();
  const look = (records: readonly MutationRecord[]) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        const root = node instanceof Text ? node.parentNode : node;
        if (root !== null) for (const text of bareTexts(root)) found.add(text);
      }
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    look(observer.takeRecords());
    observer.disconnect();
    return [...found];
  };
}
