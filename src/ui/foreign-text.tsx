import './foreign-text.css';
import { visibleParts } from '../core/lib/foreign-text';

export interface ForeignTextProps {
  text: string;
  /** Prose, which the browser may translate, unlike names and addresses. */
  isProse?: boolean;
}

/** Text from outside: its direction is isolated, and hidden characters are shown by their code. */
export function ForeignText({ text, isProse = false }: ForeignTextProps) {
  const parts = visibleParts(text);
  return (
    <bdi translate={isProse ? undefined : 'no'}>
      {parts.length === 1 && parts[0]?.isHidden === false
        ? text
        : parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
            <span key={index} className={part.isHidden ? 'hidden-character' : undefined}>
              {part.text}
            </span>
          ))}
    </bdi>
  );
}
