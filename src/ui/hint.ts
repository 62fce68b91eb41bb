import { createStore } from '../browser/store';

/** Marks an element whose `title` says something that stands nowhere else; the hint layer shows it without a mouse. */
export interface HintProps {
  readonly title?: string;
  readonly 'data-hint'?: 'always' | 'cut';
}

/**
 * The props of an element that explains itself: on hover by its `title`, on tap and keyboard focus by the hint layer.
 * `cut`: only where not all of its text can be seen. Without a text there is nothing to explain.
 */
export function hint(text: string | undefined, when: 'always' | 'cut' = 'always'): HintProps {
  return text === undefined || text === '' ? {} : { title: text, 'data-hint': when };
}

/** Whether an element has a hint that is worth showing now. */
export function hasHint(element: Element): element is HTMLElement {
  if (!(element instanceof HTMLElement) || element.title === '') return false;
  if (element.dataset['hint'] === 'always') return true;
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  return element.dataset['hint'] === 'cut' && (scrollWidth > clientWidth || scrollHeight > clientHeight);
}

/** One hint at a time, beside the element that it is about. */
export interface ShownHint {
  readonly anchor: Element;
  readonly text: string;
  /** What a tap on the element would have done without the hint; null where it does nothing. */
  readonly onOpen: (() => void) | null;
  /** Whether the focus has said it already, to those who listen. */
  readonly isHeard: boolean;
}

export const shownHint = createStore<ShownHint | null>(null);
