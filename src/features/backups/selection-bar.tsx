import './selection-bar.css';
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useOpenDialog } from '../../config/use-dialog-route';
import { type Backup, idKey } from '../../domain/backup';
import { totals } from '../../domain/backup-totals';
import { useI18n } from '../../i18n/i18n-provider';
import { Button } from '../../ui/button';
import { WriteButton } from '../shared/write-lock';
import { clearSelection, useSelection } from './selection';

/** What is selected and what can be done with it; stays in view while one scrolls. */
export function SelectionBar({ all, shown }: { all: readonly Backup[]; shown: readonly Backup[] }) {
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const selection = useSelection();
  const { chosen, hiddenCount } = useMemo(() => {
    if (selection.size === 0) return { chosen: [], hiddenCount: 0 };
    const picked = all.filter(({ id }) => selection.has(idKey(id)));
    const shownKeys = new Set(shown.map(({ id }) => idKey(id)));
    return { chosen: picked, hiddenCount: picked.filter(({ id }) => !shownKeys.has(idKey(id))).length };
  }, [all, shown, selection]);
  const count = chosen.length;
  if (count === 0) return null;
  return (
    <section className="selection-bar" aria-label={t('select.region')}>
      <span role="status">
        <b>{t('select.bar', { count })}</b>
        {t('common.list.separator')}
        {format.size(totals(chosen).knownSizeMb)}
        {hiddenCount === 0
          ? null
          : `${t('common.list.separator')}${t('select.barHidden', { count: hiddenCount })}`}
      </span>
      <span className="selection-bar__gap" />
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
    </section>
  );
}
