import { useEffect } from 'react';
import { isAppleKeyboard } from '../browser/keyboard';
import { useI18n } from '../components/i18n/i18n-provider';
import type { WriteLock } from '../components/write-lock';
import { isDialogOpen, useOpenDialog } from '../routes/use-dialog-route';
import { showToast } from '../ui/overlays/toast-store';

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
 * The letter of a key, whatever Caps Lock says; on a layout without Latin letters (Cyrillic, Greek, Arabic …) the one at
 * that place of the keyboard.
 */
export function meantKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const isLatin = ASCII.test(key);
  const letter = isLatin ? key : (/^\p{L}$/u.test(key) && LETTER_CODE.exec(code)?.[1]) || key;
  return shiftKey ? letter : letter.toLowerCase();
}

interface ShortcutsOptions {
  isEnabled: boolean;
  /** Why nothing can be created now; its key shows the reason. */
  lock: WriteLock | null;
  /** The server whose page is open: its backup is created by the key. */
  serverKey: string | null;
}

/**
 * `/` searches, `n` creates, `?` lists the keys: off while somebody types. Ctrl-K opens the command palette. All are off
 * while a dialog is open.
 */
export function useShortcuts({ isEnabled, lock, serverKey }: ShortcutsOptions): void {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  useEffect(() => {
    if (!isEnabled) return;
    const handleKeyDown = (event: KeyboardEvent) => {
      const { target, ctrlKey, metaKey } = event;
      const key = meantKey(event);
      if (event.defaultPrevented || event.altKey) return;
      // On Apple's keyboards Ctrl-K deletes to the end of a line.
      if (key === 'k' && !event.shiftKey && (metaKey || (ctrlKey && !isAppleKeyboard()))) {
        // Or the browser would go to its address bar, also from a dialog.
        event.preventDefault();
        if (!isDialogOpen()) openDialog({ kind: 'palette' });
        return;
      }
      if (ctrlKey || metaKey || isTyping(target) || isDialogOpen()) return;
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
        openDialog({ kind: 'create', serverKey });
      } else if (key === '?') {
        event.preventDefault();
        openDialog({ kind: 'shortcuts' });
      }
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, [openDialog, isEnabled, lock, serverKey, t]);
}
