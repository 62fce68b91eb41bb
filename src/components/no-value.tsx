import { useI18n } from './i18n/i18n-provider';

/** A dash in a table cell, read out as "None". */
export function NoValue({ className }: { className?: string }) {
  const { t } = useI18n();
  return (
    <span className={className}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('common.none')}</span>
    </span>
  );
}
