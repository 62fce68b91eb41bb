import { foldText, searchWords } from '../../core/lib/fold-text';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
}

export interface SearchableOption {
  readonly option: ComboboxOption;
  readonly name: string;
  readonly id: string;
  readonly key: string;
}

export function searchable(options: readonly ComboboxOption[]): readonly SearchableOption[] {
  return options.map((option) => ({
    option,
    name: foldText(option.label),
    id: foldText(`#${option.value}`),
    key: foldText(`${option.label} ${option.detail ?? ''}`),
  }));
}

/** The options that contain every word of a text; a word with `#` matches the start of the value. */
export function optionsFor(text: string, all: readonly SearchableOption[]): ComboboxOption[] {
  const words = searchWords(text);
  const isFound = ({ key, id }: SearchableOption) =>
    words.every((word) => key.includes(word) || (word.startsWith('#') && id.startsWith(word)));
  return all.filter(isFound).map(({ option }) => option);
}

/** The only option whose label, or `#` and value, is the text; null if none or several. */
export function optionNamed(text: string, all: readonly SearchableOption[]): ComboboxOption | null {
  const wanted = foldText(text);
  if (wanted === '') return null;
  const [first, second] = all.filter(({ name, id }) => name === wanted || id === wanted);
  return second === undefined ? (first?.option ?? null) : null;
}
