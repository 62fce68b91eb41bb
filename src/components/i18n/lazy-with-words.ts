import type { ComponentType, LazyExoticComponent } from 'react';
import { lazyPart } from '../../browser/lazy-part';
import { loadAllWords } from '../../core/text/language';

/** A part of the app that is loaded later, together with its words: it is never drawn before both are there. */
export function lazyWithWords<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazyPart(async () => {
    const [loaded] = await Promise.all([load(), loadAllWords()]);
    return loaded;
  });
}
