import './combobox.css';
import { useCombobox } from 'downshift';
import ChevronDown from 'lucide-react/icons/chevron-down';
import X from 'lucide-react/icons/x';
import { type ReactNode, type RefObject, useId, useMemo, useRef, useState } from 'react';
import { normalizedText } from '../../core/lib/fold-text';
import { ForeignText } from '../foreign-text';
import { type ComboboxOption, optionNamed, optionsFor, searchable } from './combobox-search';
import { FieldShell, fieldAria } from './field';
import { EXACT_WORDS } from './field-attributes';

export type { ComboboxOption } from './combobox-search';

export interface ComboboxTexts {
  readonly noMatch: string;
  readonly open: string;
  readonly clear: string;
  readonly results: (count: number) => string;
}

export interface ComboboxProps {
  label: string;
  /** False: the label is for assistive technology only. */
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
   * If set, the text itself is the choice: text that matches no option stays and shows this error. Otherwise unfinished
   * text is replaced by the previous choice.
   */
  unnamedError?: string;
  /** Typed text that is not a choice yet; empty once it is. */
  onTextChange?: (text: string) => void;
  inputRef?: RefObject<HTMLInputElement | null>;
}

const MAX_SHOWN = 50;

/** A searchable single choice, by the combobox pattern of the ARIA practices. */
export function Combobox(props: ComboboxProps) {
  const { label, isLabelVisible = false, hint, error = null, placeholder, options, value, onChange } = props;
  const { texts, disabled = false, unnamedError = null, onTextChange, inputRef: outerRef } = props;
  const id = useId();
  const ownRef = useRef<HTMLInputElement>(null);
  const inputRef = outerRef ?? ownRef;
  const selected = options.find((option) => option.value === value) ?? null;
  const [search, setSearchState] = useState<string | null>(null);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const all = useMemo(() => searchable(options), [options]);
  // Never deferred: Enter must choose the first option of the text just typed.
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
    // By value, because a poll may insert an option above.
    highlightedIndex: shown.findIndex((option) => option.value === highlighted),
    onHighlightedIndexChange: ({ highlightedIndex }) =>
      setHighlighted(shown[highlightedIndex]?.value ?? null),
    itemToString: (item) => item?.label ?? '',
    itemToKey: (item) => item?.value,
    selectedItem: selected,
    inputValue: search ?? selected?.label ?? '',
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null || !isTextChoice) setSearch(null);
      if (selectedItem !== null) onChange(selectedItem.value);
    },
    onIsOpenChange: ({ isOpen, type }) => {
      // An unfinished search keeps the previous choice.
      if (!isOpen && !(isTextChoice && value === null)) setSearch(null);
      else if (isOpen && search === null && type !== useCombobox.stateChangeTypes.InputChange)
        inputRef.current?.select();
    },
    stateReducer: (state, { type, changes }) =>
      // Leaving the field chooses nothing, even with an option under the mouse, unless the text names one.
      type === useCombobox.stateChangeTypes.InputBlur
        ? { ...changes, selectedItem: named ?? state.selectedItem }
        : changes,
  });
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
          // Not through the library's state, which updates too late and moves the cursor.
          onChange: (event) => type(event.currentTarget.value),
          // Typing over a choice replaces it.
          onFocus: ({ currentTarget }) => currentTarget.select(),
          onKeyDown: (event) => {
            if (event.key !== 'Enter' || search === null || box.highlightedIndex >= 0) return;
            // The text is no choice yet: Enter must not submit the form with the previous one.
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
          className="combobox__button"
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
