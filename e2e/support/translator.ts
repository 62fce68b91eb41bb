import type { BrowserContext } from '@playwright/test';

/**
 * Translates every page of the context, as browsers do: each text node is replaced by a `<font>` element. The words
 * stay the same, so that tests can read them.
 */
export async function translatePage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const isTranslatable = (node: Text) =>
      node.data.trim() !== '' &&
      node.parentElement !== null &&
      node.parentElement.closest('font, [translate="no"], script, style, svg, title') === null;
    const translate = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Text && isTranslatable(node)) texts.push(node);
      }
      for (const text of texts) {
        const outer = document.createElement('font');
        const inner = outer.appendChild(document.createElement('font'));
        inner.textContent = text.data;
        text.replaceWith(outer);
      }
    };
    const start = () => {
      translate();
      new MutationObserver(translate).observe(document.body, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    };
    document.addEventListener('DOMContentLoaded', start);
  });
}
