import './command-palette.css';
import { useQuery } from '@tanstack/react-query';
import { useCombobox } from 'downshift';
import Search from 'lucide-react/icons/search';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { takeHeldKeys } from '../../browser/held-keys';
import type { DialogCallbacks } from '../../components/dialog/dialog-shell';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { rememberCommand } from '../../components/recent-commands';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { EXACT_WORDS } from '../../ui/fields/field-attributes';
import { Dialog } from '../../ui/overlays/dialog';
import type { Command } from './command';
import { type CommandGroup, type FoundCommands, useCommands } from './use-commands';

/** Finds and opens a page, server, backup or action. It writes nothing: changes open their dialog. */
export default function CommandPalette({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const openDialog = useOpenDialog();
  const openedAt = useRef(window.location.pathname);
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => setText(takeHeldKeys()), []);
  // Never deferred: Enter must choose the first result of the text just typed.
  const found = useCommands(text);
  const run = (command: Command) => {
    const { effect, isRemembered, refusal } = command;
    if (refusal !== undefined) return;
    if (isRemembered) rememberCommand(command.id);
    if (effect.kind === 'dialog') return openDialog(effect.dialog);
    // Replaces the palette's history entry, so that Back does not reopen it.
    if (effect.kind === 'go') return void navigate(effect.to, { replace: true });
    effect.act();
    onClose();
  };
  return (
    <Dialog
      title={t('palette.title')}
      size="palette"
      closeLabel={t('action.close')}
      onClose={onClose}
      // On another page the focus starts at the top.
      onReturnFocus={() => window.location.pathname === openedAt.current && onReturnFocus()}
      initialFocus={inputRef}
    >
      <CommandBox
        inputRef={inputRef}
        text={text}
        onTextChange={setText}
        found={found}
        onRun={run}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface CommandBoxProps {
  inputRef: React.RefObject<HTMLInputElement | null>;
  text: string;
  onTextChange: (text: string) => void;
  found: FoundCommands;
  onRun: (command: Command) => void;
  onClose: () => void;
}

/** A combobox whose list is always open. */
function CommandBox({ inputRef, text, onTextChange, found, onRun, onClose }: CommandBoxProps) {
  const { t } = useI18n();
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const { groups, count, isCut } = found;
  const items = groups.flatMap(({ commands }) => commands);
  const box = useCombobox<Command>({
    items,
    isOpen: true,
    inputValue: text,
    selectedItem: null,
    itemToString: () => text,
    itemToKey: (item) => item?.id,
    // By id, because a poll may change the list; the first one until one is chosen.
    highlightedIndex: Math.max(
      0,
      items.findIndex(({ id }) => id === highlighted),
    ),
    onHighlightedIndexChange: ({ highlightedIndex }) => setHighlighted(items[highlightedIndex]?.id ?? null),
    onSelectedItemChange: ({ selectedItem }) => selectedItem !== null && onRun(selectedItem),
    stateReducer: (state, { type, changes }) =>
      // Leaving the field chooses nothing.
      type === useCombobox.stateChangeTypes.InputBlur ? state : changes,
  });
  const handleKeyDown = (event: KeyboardEvent) => {
    const isToggle = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (event.key !== 'Escape' && !isToggle) return;
    event.preventDefault();
    Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
    onClose();
  };
  const isTyped = text.trim() !== '';
  return (
    <>
      <div className="palette__head">
        <Search size={17} aria-hidden="true" />
        <input
          {...EXACT_WORDS}
          {...box.getInputProps({
            ref: inputRef,
            placeholder: t('palette.hint'),
            'aria-label': t('palette.search'),
            'aria-labelledby': undefined,
            // Not through the library's state, which updates too late and moves the cursor.
            onChange: (event) => {
              onTextChange(event.currentTarget.value);
              setHighlighted(null);
            },
            onKeyDown: handleKeyDown,
          })}
          className="palette__input"
          enterKeyHint="go"
        />
      </div>
      {isTyped && count === 0 ? (
        <p className="palette__note">{t('palette.nothing', { text: text.trim() })}</p>
      ) : null}
      <div
        {...box.getMenuProps({ 'aria-label': t('palette.title'), 'aria-labelledby': undefined })}
        className="palette__list"
      >
        <Groups groups={groups} box={box} highlightedIndex={box.highlightedIndex} />
      </div>
      {isCut ? <p className="palette__note">{t('palette.more', { count })}</p> : null}
      <DataNote />
      <p role="status" className="visually-hidden">
        {isTyped ? t('palette.count', { count }) : ''}
      </p>
    </>
  );
}

interface GroupsProps {
  groups: readonly CommandGroup[];
  box: Pick<ReturnType<typeof useCombobox<Command>>, 'getItemProps'>;
  highlightedIndex: number;
}

function Groups({ groups, box, highlightedIndex }: GroupsProps) {
  let index = -1;
  return groups.map(({ label, commands }) => {
    const options = commands.map((command) => {
      index += 1;
      return (
        <div
          key={command.id}
          {...box.getItemProps({
            item: command,
            index,
            'aria-disabled': command.refusal !== undefined || undefined,
          })}
          className="palette__option"
          data-highlighted={index === highlightedIndex || undefined}
        >
          <command.Icon size={16} aria-hidden="true" />
          <span className="palette__text">
            <span>{command.label}</span>
            {command.refusal === undefined ? null : (
              <span className="palette__refusal">{command.refusal}</span>
            )}
          </span>{' '}
          {command.detail === undefined ? null : <span className="palette__detail">{command.detail}</span>}
        </div>
      );
    });
    return label === null ? (
      options
    ) : (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a listbox
      <div key={label} role="group" aria-label={label} className="palette__group">
        <div className="palette__heading" aria-hidden="true">
          {label}
        </div>
        {options}
      </div>
    );
  });
}

/** Why servers and backups are missing. */
function DataNote() {
  const { t } = useI18n();
  const { fleet } = useFleet();
  const { error } = useQuery(backupsQuery());
  if (fleet !== null) return null;
  return <p className="palette__note">{t(error === null ? 'palette.loading' : 'palette.failed')}</p>;
}
