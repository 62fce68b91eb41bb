import { useEffect } from 'react';
import { useI18n } from '../components/i18n/i18n-provider';
import type { WriteLock } from '../components/write-lock';
import { isDialogOpen, useOpenDialog } from '../routes/use-dialog-route';
import { showToast } from '../ui/toast-store';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="combobox"], [role="menu"] *',
      ))
  );
}

const ASCII = /^[ -~]$/;
const LETTER_CODE = /^Key([A-Z])$/;

/**
 * The key that is meant: a letter without regard to Caps Lock, and where the layout has no Latin letters (Cyrillic,
 * Greek, Arabic …) the one at that place of the keyboard.
 */
export function meantKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const isLatin = ASCII.test(key);
  const letter = isLatin ? key : (/^\p{L}$/u.test(key) && LETTER_CODE.exec(code)?.[1]) || key;
  return shiftKey ? letter : letter.toLowerCase();
}

interface ShortcutsOptions {
  isEnabled: boolean;
  /** Why nothing can be created now; the key for it says so. */
  lock: WriteLock | null;
}

/**
 * `/` to search, `n` to create, `?` for the list of keys. Silent while someone types or a dialog is open, and where
 * no dialog can be shown.
 */
export function useShortcuts({ isEnabled, lock }: ShortcutsOptions): void {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  useEffect(() => {
    if (!isEnabled) return;
    const handleKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const key = meantKey(event);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(target))
        return;
      if (isDialogOpen()) return;
      if (key === '/') {
        const field = document.querySelector<HTMLInputElement>('[data-search]');
        if (field === null) return;
        event.preventDefault();
        field.focus();
        field.select();
      } else if (key === 'n') {
        event.preventDefault();
        if (lock !== null) {
          showToast({ tone: 'bad', text: t(`readOnly.reason.${lock}`) });
          return;
        }
        const serverKey = /^\/servers\/([^/]+)/.exec(window.location.pathname)?.[1];
        openDialog({
          kind: 'create',
          serverKey: serverKey === undefined ? null : decodeURIComponent(serverKey),
        });
      } else if (key === '?') {
        event.preventDefault();
        openDialog({ kind: 'shortcuts' });
      }
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, [openDialog, isEnabled, lock, t]);
}
