import './disclosure.css';
import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';

/** Details that few need at once, folded under a title. On paper it is open. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="disclosure">
      <summary>
        <ChevronRight size={14} aria-hidden="true" />
        <span>{title}</span>
      </summary>
      {children}
    </details>
  );
}
