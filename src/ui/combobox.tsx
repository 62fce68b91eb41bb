import './combobox.css';
import { useCombobox } from 'downshift';
import { ChevronDown, X } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { FieldShell, fieldAria } from './field';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A second line that tells options of one name apart; searched too. */
  readonly detail?: string | undefined;
}

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
  /** How text is compared; the caller brings the folding of case and accents. */
  fold: (text: string) => string;
  texts: ComboboxTexts;
  disabled?: boolean;
  /** The text field, for whoever must give it the focus. */
  inputRef?: RefObject<HTMLInputElement | null>;
  /** Takes the focus when drawn, and shows its choices: for one that comes after it was asked for. */
  isWanted?: boolean;
  /** What was typed at its place before it came. */
  typedBefore?: string | null;
}

/** More than these are never drawn at once; typing narrows the rest down. */
const MAX_SHOWN = 50;

interface Searchable {
  readonly option: ComboboxOption;
  readonly key: string;
}

/** The options that have all words of a text in them. */
function optionsFor(
  text: string,
  searchable: readonly Searchable[],
  fold: ComboboxProps['fold'],
): ComboboxOption[] {
  const words = fold(text).split(' ').filter(Boolean);
  return searchable
    .filter(({ key }) => words.every((word) => key.includes(word)))
    .map(({ option }) => option);
}

/** The option that a text is the whole name of; null where that is none, or could be several. */
function optionNamed(
  text: string,
  options: readonly ComboboxOption[],
  fold: ComboboxProps['fold'],
): ComboboxOption | null {
  const name = fold(text).trim();
  const [first, second] = options.filter(({ label }) => fold(label).trim() === name);
  return second === undefined ? (first ?? null) : null;
}

/** A searchable list of one choice, by the combobox pattern of the ARIA practices. */
export function Combobox(props: ComboboxProps) {
  const { label, isLabelVisible = false, hint, error = null, placeholder, options, value, onChange } = props;
  const { fold, texts, disabled = false, inputRef: outerRef } = props;
  const { isWanted = false, typedBefore = null } = props;
  const id = useId();
  const ownRef = useRef<HTMLInputElement>(null);
  const inputRef = outerRef ?? ownRef;
  const selected = options.find((option) => option.value === value) ?? null;
  const [search, setSearch] = useState<string | null>(typedBefore);
  const deferredSearch = useDeferredValue(search);
  const searchable = useMemo(
    () => options.map((option) => ({ option, key: fold(`${option.label} ${option.detail ?? ''}`) })),
    [options, fold],
  );
  const matches = useMemo(
    () => optionsFor(deferredSearch ?? '', searchable, fold),
    [searchable, deferredSearch, fold],
  );
  const shown = matches.slice(0, MAX_SHOWN);
  const named = search === null ? null : optionNamed(search, options, fold);

  const box = useCombobox<ComboboxOption>({
    id,
    inputId: id,
    items: shown,
    initialIsOpen: isWanted,
    itemToString: (item) => item?.label ?? '',
    itemToKey: (item) => item?.value,
    selectedItem: selected,
    inputValue: search ?? selected?.label ?? '',
    onSelectedItemChange: ({ selectedItem }) => {
      setSearch(null);
      if (selectedItem !== null) onChange(selectedItem.value);
    },
    onIsOpenChange: ({ isOpen, type }) => {
      // A search that was not finished by a choice leaves the earlier choice as it was.
      if (!isOpen) setSearch(null);
      else if (type !== useCombobox.stateChangeTypes.InputChange) inputRef.current?.select();
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
  const isClearable = value !== null && !disabled;

  const control = (
    <div className="combobox">
      <input
        {...box.getInputProps({
          ref: inputRef,
          disabled,
          placeholder,
          // At once and not through the library's state, or the cursor would jump while typing.
          onChange: (event) => setSearch(event.currentTarget.value),
          onKeyDown: (event) => {
            if (event.key !== 'Enter' || search === null || box.highlightedIndex >= 0) return;
            // What stands there is no choice yet: no form is sent with it, least of all with the former choice.
            event.preventDefault();
            Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
            const found = optionsFor(search, searchable, fold);
            const only = named ?? (found.length === 1 ? found[0] : undefined);
            if (only === undefined) return;
            onChange(only.value);
            box.closeMenu();
          },
          ...fieldAria(id, hint !== undefined, Boolean(error)),
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
                  <span className="truncate">{option.label}</span>
                  {option.detail === undefined ? null : (
                    <span className="combobox__detail">{option.detail}</span>
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
    <FieldShell id={id} label={label} hint={hint} error={error}>
      {control}
    </FieldShell>
  );
}
