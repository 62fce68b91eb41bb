import './sort-choice.css';
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { IconButton } from '../../ui/button';
import { Select } from '../../ui/fields/select';
import { useI18n } from '../i18n/i18n-provider';

export interface SortChoiceProps<Key extends string> {
  options: readonly { readonly key: Key; readonly label: string }[];
  chosen: Key;
  direction: 'asc' | 'desc';
  onChoose: (key: Key) => void;
  onTurn: () => void;
}

/** Sorting for layouts without a table header. */
export function SortChoice<Key extends string>(props: SortChoiceProps<Key>) {
  const { options, chosen, direction, onChoose, onTurn } = props;
  const { t } = useI18n();
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <span className="sort-choice">
      <Select
        label={t('backups.sortBy')}
        value={chosen}
        onChange={(event) => {
          const option = options.find(({ key }) => key === event.target.value);
          if (option !== undefined) onChoose(option.key);
        }}
      >
        {options.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </Select>
      <IconButton
        label={t('backups.sort.toggle', {
          direction: t(direction === 'asc' ? 'backups.sort.ascending' : 'backups.sort.descending'),
        })}
        icon={<Arrow size={16} aria-hidden="true" />}
        onClick={onTurn}
      />
    </span>
  );
}
