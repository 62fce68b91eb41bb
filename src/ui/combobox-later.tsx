import './combobox.css';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { useEffect, useState } from 'react';
import { whenIdle } from '../browser/when-idle';
import type { Combobox, ComboboxProps } from './combobox';
import { EXACT_WORDS } from './field';

/** Once it has come it is there for every page. */
let arrived: typeof Combobox | null = null;

async function bringCombobox(): Promise<typeof Combobox> {
  arrived = (await import('./combobox')).Combobox;
  return arrived;
}

export interface ComboboxLaterProps
  extends Omit<ComboboxProps, 'isWanted' | 'typedBefore' | 'isLabelVisible' | 'hint' | 'error'> {
  /** It is wanted, and its code could not be loaded. */
  onMissing: () => void;
}

/**
 * A combobox without a visible label whose code comes after the page that it stands on. Until then it shows the choice,
 * at the same place and size; a click on it or a letter in it is not lost, the list opens as soon as it can.
 */
export function ComboboxLater({ onMissing, ...props }: ComboboxLaterProps) {
  const { label, placeholder, options, value, texts } = props;
  const [isWanted, setWanted] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [Arrived, setArrived] = useState(() => arrived);
  useEffect(() => {
    if (arrived !== null) return;
    // The rows come first. A failure is none yet: when it is wanted it is tried again, and told.
    return whenIdle(
      () =>
        void bringCombobox().then(
          (loaded) => setArrived(() => loaded),
          () => undefined,
        ),
    );
  }, []);
  const want = () => {
    if (isWanted) return;
    setWanted(true);
    void bringCombobox().then(
      (loaded) => setArrived(() => loaded),
      () => {
        setWanted(false);
        onMissing();
      },
    );
  };
  const selected = options.find((option) => option.value === value);
  if (Arrived !== null) return <Arrived {...props} isWanted={isWanted} typedBefore={typed} />;
  return (
    <div className="combobox">
      <input
        role="combobox"
        aria-expanded={false}
        aria-label={label}
        aria-busy
        {...EXACT_WORDS}
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
}
