import './menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

export interface MenuProps {
  button: ReactElement;
  items: readonly { readonly label: string; readonly Icon: LucideIcon; readonly onSelect: () => void }[];
}

/** A menu with its button. Opens at once: it is rendered after a click on the button. */
export function Menu({ button, items }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {items.map(({ label, Icon, onSelect }) => (
            <DropdownMenu.Item key={label} className="menu__item" onSelect={onSelect}>
              <Icon size={15} aria-hidden="true" />
              <span>{label}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
