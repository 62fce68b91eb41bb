import './shortcuts-dialog.css';
import { isAppleKeyboard } from '../browser/keyboard';
import { type DialogCallbacks, InfoDialog } from '../components/dialog/dialog-shell';
import { useI18n } from '../components/i18n/i18n-provider';

/** The keys that work on every page. */
export function ShortcutsDialog({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t } = useI18n();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['/'], t('shortcuts.search')],
    [[isAppleKeyboard() ? '⌘' : 'Ctrl', 'K'], t('palette.title')],
    [['n'], t('shortcuts.create')],
    [['↑', '↓'], t('shortcuts.rows')],
    [['Home', 'End'], t('shortcuts.ends')],
    [['→', '←'], t('shortcuts.inRow')],
    [['Esc'], t('shortcuts.close')],
    [['?'], t('shortcuts.help')],
  ];
  return (
    <InfoDialog title={t('shortcuts.title')} onClose={onClose} onReturnFocus={onReturnFocus}>
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
    </InfoDialog>
  );
}
