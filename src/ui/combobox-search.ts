import { foldText, searchWords } from '../core/lib/fold-text';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A second line that tells options of one name apart; searched too. */
  readonly detail?: string | undefined;
}

export interface SearchableOption {
  readonly option: ComboboxOption;
  readonly name: string;
  readonly id: string;
  readonly key: string;
}

/** Folds every option once, not at each key stroke. */
export function searchable(options: readonly ComboboxOption[]): readonly SearchableOption[] {
  return options.map((option) => ({
    option,
    name: foldText(option.label),
    id: foldText(`#${option.value}`),
    key: foldText(`${option.label} ${option.detail ?? ''}`),
  }));
}

/** The options that have all words of a text in them; a word behind a `#` is the start of an option's value. */
export function optionsFor(text: string, all: readonly SearchableOption[]): ComboboxOption[] {
  const words = searchWords(text);
  const isFound = ({ key, id }: SearchableOption) =>
    words.every((word) => key.includes(word) || (word.startsWith('#') && id.startsWith(word)));
  return all.filter(isFound).map(({ option }) => option);
}

/** The option that a text names, by its whole label or by `#` and its value; null for none, and for several. */
export function optionNamed(text: string, all: readonly SearchableOption[]): ComboboxOption | null {
  const wanted = foldText(text);
  if (wanted === '') return null;
  const [first, second] = all.filter(({ name, id }) => name === wanted || id === wanted);
  return second === undefined ? (first?.option ?? null) : null;
}
