import './combobox.css';
import { ChevronDown } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../lib/lazy-part';
import { whenIdle } from '../lib/when-idle';
import type { ComboboxProps } from './combobox';

const Combobox = lazyPart(async () => {
  // The rows come first.
  await new Promise<void>((resolve) => whenIdle(resolve));
  const { Combobox: Loaded } = await import('./combobox');
  return { default: Loaded };
});

/**
 * A combobox without a visible label whose code comes after the page that it stands on. Until then it shows the choice,
 * at the same place and size; a click on it or a letter in it is not lost, the list opens as soon as it can.
 */
export function ComboboxLater(
  props: Omit<ComboboxProps, 'isWanted' | 'typedBefore' | 'isLabelVisible' | 'hint' | 'error'>,
) {
  const { label, placeholder, options, value, texts } = props;
  const [isWanted, setWanted] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const want = () => setWanted(true);
  const selected = options.find((option) => option.value === value);
  const placeholderField = (
    <div className="combobox">
      <input
        role="combobox"
        aria-expanded={false}
        aria-label={label}
        aria-busy
        autoComplete="off"
        className="input combobox__input"
        placeholder={placeholder}
        value={typed ?? selected?.label ?? ''}
        data-active={value !== null || undefined}
        onClick={({ currentTarget }) => {
          want();
          currentTarget.select();
        }}
        onChange={({ currentTarget }) => {
          want();
          setTyped(currentTarget.value);
        }}
        onKeyDown={({ key }) => key.startsWith('Arrow') && want()}
        onBlur={() => {
          // Gone on elsewhere: the focus is not called back when the code has come.
          setWanted(false);
          setTyped(null);
        }}
      />
      <button type="button" className="combobox__button" tabIndex={-1} aria-label={texts.open} onClick={want}>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </div>
  );
  return (
    <Suspense fallback={placeholderField}>
      <Combobox {...props} isWanted={isWanted} typedBefore={typed} />
    </Suspense>
  );
}
