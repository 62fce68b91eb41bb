import './filter-bar.css';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button';
import { SearchField, type SearchFieldProps } from '../../ui/fields/search-field';
import { useI18n } from '../i18n/i18n-provider';

export interface FilterBarProps {
  label?: string;
  className?: string;
  search: Omit<SearchFieldProps, 'clearLabel'>;
  children: ReactNode;
}

export function FilterBar({ label, className = '', search, children }: FilterBarProps) {
  const { t } = useI18n();
  return (
    <search className={`filter-bar ${className}`} aria-label={label}>
      <SearchField clearLabel={t('filters.clearSearch')} {...search} />
      {children}
    </search>
  );
}

export interface MoreFiltersProps {
  activeCount: number;
  onClear: () => void;
  children: ReactNode;
}

/** The filters beside the search field; on a phone they fold behind a button. */
export function MoreFilters({ activeCount, onClear, children }: MoreFiltersProps) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        className="filter-bar__toggle"
        icon={<SlidersHorizontal size={15} aria-hidden="true" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {activeCount === 0 ? t('filters.noneOpen') : t('filters.more', { count: activeCount })}
      </Button>
      <div className="filter-bar__more" data-open={isOpen || undefined}>
        {children}
        {activeCount === 0 ? null : (
          <Button variant="ghost" onClick={onClear}>
            {t('filters.clearAll')}
          </Button>
        )}
      </div>
    </>
  );
}
