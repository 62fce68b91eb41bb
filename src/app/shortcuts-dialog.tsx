import './shortcuts-dialog.css';
import { useI18n } from '../components/i18n/i18n-provider';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';

/** The keys that work on every page. */
export function ShortcutsDialog({
  onClose,
  onReturnFocus,
}: {
  onClose: () => void;
  onReturnFocus: () => void;
}) {
  const { t } = useI18n();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['/'], t('shortcuts.search')],
    [['n'], t('shortcuts.create')],
    [['↑', '↓'], t('shortcuts.rows')],
    [['Home', 'End'], t('shortcuts.ends')],
    [['→', '←'], t('shortcuts.inRow')],
    [['Esc'], t('shortcuts.close')],
    [['?'], t('shortcuts.help')],
  ];
  return (
    <Dialog
      title={t('shortcuts.title')}
      closeLabel={t('action.close')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      footer={<Button onClick={onClose}>{t('action.close')}</Button>}
    >
      <dl className="shortcuts">
        {rows.map(([keys, label]) => (
          <div key={label}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
