import './foreign-text.css';
import { visibleParts } from '../core/lib/foreign-text';

export interface ForeignTextProps {
  text: string;
  /** A description or other prose, which a page translator may translate; a name or an address it must leave alone. */
  isProse?: boolean;
}

/** A text of others: its direction stays within it, and what hides in it is shown by its number. */
export function ForeignText({ text, isProse = false }: ForeignTextProps) {
  const parts = visibleParts(text);
  return (
    <bdi translate={isProse ? undefined : 'no'}>
      {parts.length === 1 && parts[0]?.isHidden === false
        ? text
        : parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            <span key={index} className={part.isHidden ? 'hidden-character' : undefined}>
              {part.text}
            </span>
          ))}
    </bdi>
  );
}
