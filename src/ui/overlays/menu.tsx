import './menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { Link } from 'react-router-dom';

interface Labelled {
  readonly label: string;
  readonly Icon: LucideIcon;
}

interface MenuAction extends Labelled {
  /** Why it can't be chosen now; it stays in the menu and says so. */
  readonly refusal?: string | undefined;
  readonly onSelect: () => void;
}

interface MenuLink extends Labelled {
  /** A path of this app. */
  readonly to: string;
}

export type MenuItem = MenuAction | MenuLink;

function Action({ label, Icon, refusal, onSelect }: MenuAction) {
  return (
    <DropdownMenu.Item
      className="menu__item"
      aria-disabled={refusal !== undefined || undefined}
      onSelect={(event) => (refusal === undefined ? onSelect() : event.preventDefault())}
    >
      <Icon size={15} aria-hidden="true" />
      <span>
        <span>{label}</span>
        {refusal === undefined ? null : <span className="menu__reason">{refusal}</span>}
      </span>
    </DropdownMenu.Item>
  );
}

function Way({ label, Icon, to }: MenuLink) {
  return (
    <DropdownMenu.Item className="menu__item" asChild>
      <Link to={to}>
        <Icon size={15} aria-hidden="true" />
        <span>{label}</span>
      </Link>
    </DropdownMenu.Item>
  );
}

export interface MenuProps {
  button: ReactElement;
  items: readonly MenuItem[];
}

/** A menu with its button. Rendered open, because it loads after a click on the button. */
export function Menu({ button, items }: MenuProps) {
  const ref = useRef<HTMLButtonElement>(null);
  // A dialog that opens now returns the focus to the active element: the button, because the item will be gone.
  const select = ({ onSelect }: MenuAction) => {
    ref.current?.focus();
    onSelect();
  };
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild ref={ref}>
        {button}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {items.map((item) =>
            'to' in item ? (
              <Way key={item.label} {...item} />
            ) : (
              <Action key={item.label} {...item} onSelect={() => select(item)} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
