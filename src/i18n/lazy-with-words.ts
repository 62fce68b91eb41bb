import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { loadAllWords } from './language';

/** A part of the app that is loaded later, together with its words: it is never drawn before both are there. */
export function lazyWithWords<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [loaded] = await Promise.all([load(), loadAllWords()]);
    return loaded;
  });
}
