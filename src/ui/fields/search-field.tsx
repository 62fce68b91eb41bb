import './field.css';
import './search-field.css';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { IconButton } from '../button';
import { EXACT_WORDS } from './field-attributes';

export interface SearchFieldProps {
  label: string;
  placeholder: string;
  clearLabel: string;
  value: string;
  onChange: (text: string) => void;
  onFocus?: () => void;
}

/** The search field of a page: `/` focuses it, Escape clears it. */
export function SearchField({ label, placeholder, clearLabel, value, onChange, onFocus }: SearchFieldProps) {
  return (
    <span className="search-field">
      <Search size={15} aria-hidden="true" />
      <input
        {...EXACT_WORDS}
        type="search"
        className="input"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={200}
        data-search=""
        onFocus={onFocus}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
      />
      {value === '' ? null : (
        <IconButton
          label={clearLabel}
          icon={<X size={14} aria-hidden="true" />}
          onClick={() => onChange('')}
        />
      )}
    </span>
  );
}
