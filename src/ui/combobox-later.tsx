import './combobox.css';
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ComboboxProps } from './combobox';

const Combobox = lazy(() => import('./combobox').then((module) => ({ default: module.Combobox })));

/**
 * A combobox without a visible label whose code comes after the page that it stands on. Until then it shows the choice,
 * at the same place and size; a click or key on it is not lost, the list opens as soon as it can.
 */
export function ComboboxLater(props: Omit<ComboboxProps, 'isWanted' | 'isLabelVisible' | 'hint' | 'error'>) {
  const { label, placeholder, options, value, texts } = props;
  const [isWanted, setWanted] = useState(false);
  const want = () => setWanted(true);
  const selected = options.find((option) => option.value === value);
  const placeholderField = (
    <div className="combobox">
      <input
        role="combobox"
        aria-expanded={false}
        aria-label={label}
        aria-busy
        readOnly
        className="input combobox__input"
        placeholder={placeholder}
        value={selected?.label ?? ''}
        data-active={value !== null || undefined}
        onClick={want}
        onKeyDown={({ key }) => key !== 'Tab' && key !== 'Shift' && want()}
      />
      <button type="button" className="combobox__button" tabIndex={-1} aria-label={texts.open} onClick={want}>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </div>
  );
  return (
    <Suspense fallback={placeholderField}>
      <Combobox {...props} isWanted={isWanted} />
    </Suspense>
  );
}
