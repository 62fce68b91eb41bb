import type { ComponentType, LazyExoticComponent } from 'react';
import { lazyPart } from '../lib/lazy-part';
import { loadAllWords } from './language';

/** A part of the app that is loaded later, together with its words: it is never drawn before both are there. */
export function lazyWithWords<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazyPart(async () => {
    const [loaded] = await Promise.all([load(), loadAllWords()]);
    return loaded;
  });
}
