import { createStore } from '../../browser/storage/store';

export interface HintProps {
  readonly title?: string;
  readonly 'data-hint'?: 'always' | 'cut';
}

/**
 * Props that give an element a hint: on hover as its `title`, on tap and keyboard focus through the hint layer.
 * `cut`: only if its text is truncated.
 */
export function hint(text: string | undefined, when: 'always' | 'cut' = 'always'): HintProps {
  return text === undefined || text === '' ? {} : { title: text, 'data-hint': when };
}

/** Whether an element has a hint to show now. */
export function hasHint(element: Element): element is HTMLElement {
  if (!(element instanceof HTMLElement) || element.title === '') return false;
  if (element.dataset['hint'] === 'always') return true;
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  return element.dataset['hint'] === 'cut' && (scrollWidth > clientWidth || scrollHeight > clientHeight);
}

/** What a hint is attached to: an element, or a part of one. */
export interface HintAnchor {
  readonly isConnected: boolean;
  readonly getBoundingClientRect: () => Pick<DOMRect, 'left' | 'width' | 'top' | 'bottom'>;
}

export interface ShownHint {
  readonly anchor: HintAnchor;
  readonly text: string;
  /** What a tap on an element without a hint does; null if nothing. */
  readonly onOpen: (() => void) | null;
  /** Screen readers have already announced it on focus. */
  readonly isHeard: boolean;
}

export const shownHint = createStore<ShownHint | null>(null);
