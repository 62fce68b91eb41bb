import { PRINTED_ROWS } from '../../ui/table/virtual-table';
import { useI18n } from '../i18n/i18n-provider';

/** Above a printed table: when and from where it was printed, and how many rows were left out. */
export function PrintNote({ count }: { count: number }) {
  const { t, format } = useI18n();
  return (
    <p className="print-note">
      <span>{t('print.note', { time: format.dateTime(Date.now()), address: window.location.href })}</span>
      {count > PRINTED_ROWS ? (
        <>
          {' '}
          <b>{t('print.cut', { printed: PRINTED_ROWS, count })}</b>
        </>
      ) : null}
    </p>
  );
}

/** The names of page and table, repeated on every sheet. */
export function PrintHead({ label }: { label: string }) {
  const page = document.querySelector('h1')?.textContent ?? '';
  return (
    <div className="print-head" aria-hidden="true">
      <span>{page === '' || page === label ? label : `${page} · ${label}`}</span>
    </div>
  );
}
