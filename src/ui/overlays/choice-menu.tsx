import './menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import Check from 'lucide-react/icons/check';
import { Fragment, type ReactElement } from 'react';

export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly isChosen: boolean;
  /** Selects the choice; deselects it among several. */
  readonly choose: () => void;
}

export interface ChoiceGroup {
  readonly label: string;
  /** One of them, or any number. */
  readonly isSingle: boolean;
  readonly choices: readonly Choice[];
}

/** A menu of settings with its button; it stays open for the next choice. Rendered open, as `Menu` is. */
export function ChoiceMenu({ button, groups }: { button: ReactElement; groups: readonly ChoiceGroup[] }) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {groups.map(({ label, isSingle, choices }, index) => (
            <Fragment key={label}>
              {index === 0 ? null : <DropdownMenu.Separator className="menu__line" />}
              <DropdownMenu.Label className="menu__label" aria-hidden="true">
                {label}
              </DropdownMenu.Label>
              <DropdownMenu.Group aria-label={label}>
                {choices.map((choice) => (
                  <DropdownMenu.CheckboxItem
                    key={choice.key}
                    className="menu__item"
                    {...(isSingle ? { role: 'menuitemradio' } : {})}
                    checked={choice.isChosen}
                    onSelect={(event) => {
                      event.preventDefault();
                      choice.choose();
                    }}
                  >
                    <span className="menu__mark" aria-hidden="true">
                      {choice.isChosen ? <Check size={15} /> : null}
                    </span>
                    <span>{choice.label}</span>
                  </DropdownMenu.CheckboxItem>
                ))}
              </DropdownMenu.Group>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
