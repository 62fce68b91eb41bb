import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { LatePart } from './loading/late-part';

export interface MenuButtonProps {
  button: ReactElement<React.ComponentProps<'button'>>;
  load: () => Promise<unknown>;
  /** The open menu, including its button. */
  children: ReactNode;
}

/** A button whose menu loads on hover or focus. */
export function MenuButton({ button, load, children }: MenuButtonProps) {
  const [isWanted, setWanted] = useState(false);
  // A failure is reported when the menu is opened.
  const preload = () => void load().catch(() => undefined);
  const closed = cloneElement(button, {
    'aria-haspopup': 'menu',
    onPointerEnter: preload,
    onFocus: preload,
    onClick: () => setWanted(true),
  });
  if (!isWanted) return closed;
  return (
    <LatePart fallback={closed} onFailed={() => setWanted(false)}>
      {children}
    </LatePart>
  );
}
