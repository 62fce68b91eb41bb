import './selection-bar.css';
import Trash2 from 'lucide-react/icons/trash';
import { type ReactNode, useMemo, useRef } from 'react';
import { useStickyHeight } from '../../browser/use-sticky-height';
import { totalSizeText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import { totals } from '../../core/backups/backup-totals';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { clearSelection, setSelected, useSelection } from './selection';

function Bar({ label, children }: { label: string; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useStickyHeight(ref, 'selection');
  return (
    <section ref={ref} className="selection-bar" aria-label={label}>
      {children}
    </section>
  );
}

/** The selection and its actions; sticks to the bottom of the window. */
export function SelectionBar({ all, shown }: { all: readonly Backup[]; shown: readonly Backup[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const openDialog = useOpenDialog();
  const selection = useSelection();
  const { chosen, hiddenCount, selectable } = useMemo(() => {
    if (selection.size === 0) return { chosen: [], hiddenCount: 0, selectable: [] };
    const picked = all.filter(({ id }) => selection.has(idKey(id)));
    const shownKeys = new Set(shown.map(({ id }) => idKey(id)));
    const hidden = picked.filter(({ id }) => !shownKeys.has(idKey(id)));
    const keys = shown.filter(canBulkDelete).map(({ id }) => idKey(id));
    return { chosen: picked, hiddenCount: hidden.length, selectable: keys };
  }, [all, shown, selection]);
  const count = chosen.length;
  if (count === 0) return null;
  const facts = [
    totalSizeText(totals(chosen), i18n),
    hiddenCount === 0 ? null : t('select.barHidden', { count: hiddenCount }),
  ];
  return (
    <Bar label={t('select.region')}>
      <span role="status">
        <b>{t('select.bar', { count })}</b>
        <span>
          {facts.map((fact) => (fact === null ? '' : `${t('common.list.separator')}${fact}`)).join('')}
        </span>
      </span>
      <span className="selection-bar__gap" />
      {/* On a phone the table has no header with a checkbox for all. */}
      {count - hiddenCount >= selectable.length ? null : (
        <Button variant="ghost" onClick={() => setSelected(selectable, true)}>
          {t('select.allHint', { count: selectable.length })}
        </Button>
      )}
      <Button variant="ghost" onClick={clearSelection}>
        {t('select.clear')}
      </Button>
      <WriteButton
        variant="danger"
        icon={<Trash2 size={15} aria-hidden="true" />}
        onClick={() => openDialog({ kind: 'deleteSelected' })}
      >
        {t('select.delete', { count })}
      </WriteButton>
    </Bar>
  );
}
