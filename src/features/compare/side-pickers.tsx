import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import { useCallback, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useComboboxTexts } from '../../components/filters/use-combobox-texts';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Comparison, type Pair, withComparison } from '../../core/compare/comparison';
import { isDialogOpen } from '../../routes/use-dialog-route';
import { IconButton } from '../../ui/button';
import { Combobox, type ComboboxOption } from '../../ui/fields/combobox';

/** Changes the compared sides: adds a history entry, because the URL is the state. */
function useCompare(): (comparison: Comparison) => void {
  const navigate = useNavigate();
  return useCallback(
    (comparison) => {
      const search = withComparison(new URLSearchParams(window.location.search), comparison);
      void navigate({ pathname: window.location.pathname, search }, { preventScrollReset: true });
    },
    [navigate],
  );
}

export interface SidePickersProps extends Comparison {
  /** For both sides; each leaves out the other's choice. */
  options: readonly ComboboxOption[];
}

/** Chooses both sides. The focus goes to an empty side. */
export function SidePickers({ kind, keys, options }: SidePickersProps) {
  const { t } = useI18n();
  const compare = useCompare();
  const ofServers = useComboboxTexts();
  const texts =
    kind === 'servers'
      ? ofServers
      : {
          ...ofServers,
          noMatch: t('compare.backups.noMatch'),
          open: t('compare.backups.open'),
          results: (count: number) => t('compare.backups.results', { count }),
        };
  const [firstRef, secondRef] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const refs = [firstRef, secondRef] as const;
  const [first, second] = keys;
  const empty = first === null ? firstRef : second === null ? secondRef : null;
  useEffect(() => {
    // After the page opened, which first focuses its top.
    const frame = requestAnimationFrame(() => {
      if (!isDialogOpen()) empty?.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [empty]);

  const picker = (side: 0 | 1) => {
    const other = keys[1 - side];
    const choose = (key: string | null): Pair<string | null> => (side === 0 ? [key, second] : [first, key]);
    return (
      <Combobox
        label={t(`compare.${kind}.${side === 0 ? 'first' : 'second'}`)}
        isLabelVisible
        placeholder={t(`compare.${kind}.choose`)}
        options={options.filter(({ value }) => value !== other)}
        value={keys[side]}
        onChange={(key) => compare({ kind, keys: choose(key) })}
        texts={texts}
        inputRef={refs[side]}
      />
    );
  };
  return (
    <div className="compare-pickers screen-only">
      {picker(0)}
      <IconButton
        label={t('compare.swap')}
        icon={<ArrowLeftRight size={17} aria-hidden="true" />}
        aria-disabled={first === null || second === null || undefined}
        onClick={() => {
          if (first !== null && second !== null) compare({ kind, keys: [second, first] });
        }}
      />
      {picker(1)}
    </div>
  );
}
