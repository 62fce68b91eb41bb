import './foreign-text.css';
import type { ReactNode } from 'react';
import { visibleParts } from '../core/lib/foreign-text';

export interface ForeignTextProps {
  text: string;
  /** Prose, which the browser may translate, unlike names and addresses. */
  isProse?: boolean;
}

/** Text from outside: its direction is isolated, and hidden characters are shown by their code. */
export function ForeignText({ text, isProse = false }: ForeignTextProps) {
  return <bdi translate={isProse ? undefined : 'no'}>{foreignParts(text)}</bdi>;
}

/** The same inside an element that isolates it itself, by `dir="auto"`. */
export function foreignParts(text: string): ReactNode {
  const parts = visibleParts(text);
  if (parts.length === 1 && parts[0]?.isHidden === false) return text;
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
    <span key={index} className={part.isHidden ? 'hidden-character' : undefined}>
      {part.text}
    </span>
  ));
}
