/**
 * Simulates a page translator, which replaces text nodes by `<font>` elements. React keeps using its own nodes: a text
 * that it manages on its own never changes again, and React fails when it removes that text or inserts something before
 * it.
 */

const KEPT = new Set(['script', 'style', 'svg']);

/** Whether a translator skips an element and its content. */
function isKept(element: Element): boolean {
  return KEPT.has(element.localName) || element.getAttribute('translate') === 'no';
}

function isInKept(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('[translate="no"], script, style, svg') != null;
}

/** Walks down the tree: asking each text for its ancestors took half of the time of a test. */
function addTexts(root: Node, isLeftOut: (element: Element) => boolean, texts: Text[]): Text[] {
  for (let child = root.firstChild; child !== null; child = child.nextSibling) {
    if (child instanceof Text) {
      if (child.data.trim() !== '') texts.push(child);
    } else if (child instanceof Element && !isLeftOut(child)) {
      addTexts(child, isLeftOut, texts);
    }
  }
  return texts;
}

/** Texts that React manages as separate nodes, rather than as an element's whole content. */
function bareTexts(root: Node): string[] {
  if (isInKept(root)) return [];
  return addTexts(root, isKept, [])
    .filter((text) => Object.keys(text).some((key) => key.startsWith('__reactFiber$')))
    .map((text) => `<${text.parentElement?.tagName.toLowerCase()}> ${text.data}`);
}

function translate(): void {
  const isLeftOut = (element: Element) => element.localName === 'font' || isKept(element);
  for (const text of addTexts(document.body, isLeftOut, [])) {
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
