import './combobox.css';
import { useCombobox } from 'downshift';
import ChevronDown from 'lucide-react/icons/chevron-down';
import X from 'lucide-react/icons/x';
import { type ReactNode, type RefObject, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { normalizedText } from '../core/lib/fold-text';
import { type ComboboxOption, optionNamed, optionsFor, searchable } from './combobox-search';
import { EXACT_WORDS, FieldShell, fieldAria } from './field';
import { ForeignText } from './foreign-text';

export type { ComboboxOption } from './combobox-search';

export interface ComboboxTexts {
  readonly noMatch: string;
  readonly open: string;
  readonly clear: string;
  readonly results: (count: number) => string;
}

export interface ComboboxProps {
  label: string;
  /** Without it the label is only for assistive technology. */
  isLabelVisible?: boolean;
  hint?: ReactNode;
  error?: string | null;
  placeholder?: string;
  options: readonly ComboboxOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  texts: ComboboxTexts;
  disabled?: boolean;
  /**
   * With it what stands in the field is the choice: text that names no option chooses none, stays, and gets this error.
   * Without it text that was left unfinished gives way to the former choice.
   */
  unnamedError?: string;
  /** What is typed and has not become a choice; empty again once it has. */
  onTextChange?: (text: string) => void;
  /** The text field, for whoever must give it the focus. */
  inputRef?: RefObject<HTMLInputElement | null>;
  /** Takes the focus when drawn, and shows its choices: for one that comes after it was asked for. */
  isWanted?: boolean;
  /** What was typed at its place before it came. */
  typedBefore?: string | null;
}

/** More than these are never drawn at once; typing narrows the rest down. */
const MAX_SHOWN = 50;

/** A searchable list of one choice, by the combobox pattern of the ARIA practices. */
export function Combobox(props: ComboboxProps) {
  const { label, isLabelVisible = false, hint, error = null, placeholder, options, value, onChange } = props;
  const { texts, disabled = false, unnamedError = null, onTextChange, inputRef: outerRef } = props;
  const { isWanted = false, typedBefore = null } = props;
  const id = useId();
  const ownRef = useRef<HTMLInputElement>(null);
  const inputRef = outerRef ?? ownRef;
  const selected = options.find((option) => option.value === value) ?? null;
  const [search, setSearchState] = useState<string | null>(typedBefore);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const all = useMemo(() => searchable(options), [options]);
  // Never a list that lags behind the text: whoever types fast and takes the first one means the first of this text.
  const matches = useMemo(() => optionsFor(search ?? '', all), [all, search]);
  const shown = matches.slice(0, MAX_SHOWN);
  const named = search === null ? null : optionNamed(search, all);
  const isTextChoice = unnamedError !== null;
  const setSearch = (text: string | null) => {
    setSearchState(text);
    onTextChange?.(text ?? '');
  };
  const type = (text: string) => {
    setSearch(text);
    if (!isTextChoice) return;
    const next = optionNamed(text, all)?.value ?? null;
    if (next !== value) onChange(next);
  };

  const box = useCombobox<ComboboxOption>({
    id,
    inputId: id,
    items: shown,
    // By the option and not by its place: a poll that adds one above must not put another under the finger.
    highlightedIndex: shown.findIndex((option) => option.value === highlighted),
    onHighlightedIndexChange: ({ highlightedIndex }) =>
      setHighlighted(shown[highlightedIndex]?.value ?? null),
    initialIsOpen: isWanted,
    itemToString: (item) => item?.label ?? '',
    itemToKey: (item) => item?.value,
    selectedItem: selected,
    inputValue: search ?? selected?.label ?? '',
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null || !isTextChoice) setSearch(null);
      if (selectedItem !== null) onChange(selectedItem.value);
    },
    onIsOpenChange: ({ isOpen, type }) => {
      // A search that was not finished by a choice leaves the earlier choice as it was.
      if (!isOpen && !(isTextChoice && value === null)) setSearch(null);
      else if (isOpen && search === null && type !== useCombobox.stateChangeTypes.InputChange)
        inputRef.current?.select();
    },
    stateReducer: (state, { type, changes }) =>
      // Leaving the field is no choice, a mouse resting on an option must not select it: but for a whole name.
      type === useCombobox.stateChangeTypes.InputBlur
        ? { ...changes, selectedItem: named ?? state.selectedItem }
        : changes,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it comes
  useLayoutEffect(() => {
    if (!isWanted) return;
    inputRef.current?.focus();
    // Whoever is typing goes on at the end; over a choice that stands, a letter begins anew.
    if (typedBefore === null) inputRef.current?.select();
    else inputRef.current?.setSelectionRange(typedBefore.length, typedBefore.length);
  }, []);
  const isUnnamed = search !== null && normalizedText(search) !== '' && named === null && value === null;
  const shownError = error ?? (isUnnamed && !box.isOpen ? unnamedError : null);
  const isClearable = value !== null && !disabled;

  const control = (
    <div className="combobox">
      <input
        {...EXACT_WORDS}
        {...box.getInputProps({
          ref: inputRef,
          disabled,
          placeholder,
          // At once and not through the library's state, or the cursor would jump while typing.
          onChange: (event) => type(event.currentTarget.value),
          // Typing over a choice replaces it.
          onFocus: ({ currentTarget }) => currentTarget.select(),
          onKeyDown: (event) => {
            if (event.key !== 'Enter' || search === null || box.highlightedIndex >= 0) return;
            // What stands there is no choice yet: no form is sent with it, least of all with the former choice.
            event.preventDefault();
            Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
            const only = named ?? (matches.length === 1 ? matches[0] : undefined);
            if (only === undefined) return;
            setSearch(null);
            onChange(only.value);
            box.closeMenu();
          },
          ...fieldAria(id, hint !== undefined, Boolean(shownError)),
          ...(isLabelVisible ? {} : { 'aria-label': label, 'aria-labelledby': undefined }),
        })}
        className="input combobox__input"
        data-active={value !== null || undefined}
      />
      {isClearable ? (
        <button
          type="button"
          className="combobox__button combobox__clear"
          aria-label={texts.clear}
          title={texts.clear}
          onClick={() => {
            setSearch(null);
            onChange(null);
            inputRef.current?.focus();
          }}
        >
          <X size={14} aria-hidden="true" />
        </button>
      ) : (
        <button
          {...box.getToggleButtonProps({ disabled, 'aria-label': texts.open })}
          type="button"
          className="combobox__button"
          tabIndex={-1}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      )}
      <div className="combobox__popup" hidden={!box.isOpen}>
        <div
          {...box.getMenuProps({ 'aria-label': label, 'aria-labelledby': undefined })}
          className="combobox__list"
        >
          {box.isOpen
            ? shown.map((option, index) => (
                <div
                  key={option.value}
                  {...box.getItemProps({ item: option, index })}
                  className="combobox__option"
                  data-highlighted={box.highlightedIndex === index || undefined}
                  data-selected={option.value === value || undefined}
                >
                  <span className="truncate">
                    <ForeignText text={option.label} />
                  </span>
                  {option.detail === undefined ? null : (
                    <span className="combobox__detail">
                      <ForeignText text={option.detail} />
                    </span>
                  )}
                </div>
              ))
            : null}
        </div>
        {box.isOpen && shown.length === 0 ? <p className="combobox__note">{texts.noMatch}</p> : null}
        {box.isOpen && matches.length > MAX_SHOWN ? (
          <p className="combobox__note">{texts.results(matches.length)}</p>
        ) : null}
      </div>
    </div>
  );
  if (!isLabelVisible) return control;
  return (
    <FieldShell id={id} label={label} hint={hint} error={shownError}>
      {control}
    </FieldShell>
  );
}
