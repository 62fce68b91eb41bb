import { Select } from '../../ui/fields/select';

export interface ChoiceFilterProps<Choice extends string> {
  label: string;
  /** The option that filters nothing. */
  anyLabel: string;
  choices: readonly Choice[];
  labelOf: (choice: Choice) => string;
  value: Choice | null;
  onChange: (choice: Choice | null) => void;
}

/** A filter with a few options, highlighted while it is active. */
export function ChoiceFilter<Choice extends string>(props: ChoiceFilterProps<Choice>) {
  const { label, anyLabel, choices, labelOf, value, onChange } = props;
  return (
    <Select
      label={label}
      className={value === null ? '' : 'select--active'}
      value={value ?? ''}
      onChange={({ target }) => onChange(choices.find((choice) => choice === target.value) ?? null)}
    >
      <option value="">{anyLabel}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {labelOf(choice)}
        </option>
      ))}
    </Select>
  );
}
