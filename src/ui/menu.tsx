import './menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly Icon: LucideIcon;
  /** Why it can't be chosen now; it stays and says so. */
  readonly refusal?: string | undefined;
  readonly onSelect: () => void;
}

export interface MenuProps {
  button: ReactElement;
  items: readonly MenuItem[];
}

/** A menu with its button. Opens at once: it is rendered after a click on the button. */
export function Menu({ button, items }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {items.map(({ label, Icon, refusal, onSelect }) => (
            <DropdownMenu.Item
              key={label}
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
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
