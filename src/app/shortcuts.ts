import { useEffect } from 'react';
import { holdKeys } from '../browser/held-keys';
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
 * The letter of a key, regardless of Caps Lock; on a layout without Latin letters (Cyrillic, Greek, Arabic …) the
 * letter at that position of the keyboard.
 */
export function meantKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const isLatin = ASCII.test(key);
  const letter = isLatin ? key : (/^\p{L}$/u.test(key) && LETTER_CODE.exec(code)?.[1]) || key;
  return shiftKey ? letter : letter.toLowerCase();
}

interface ShortcutsOptions {
  isEnabled: boolean;
  /** Why nothing can be created now; pressing the key shows the reason. */
  lock: WriteLock | null;
  /** The server whose page is open; the key creates a backup of it. */
  serverKey: string | null;
}

/**
 * `/` searches, `n` creates, `?` lists the keys: inactive while typing. Ctrl-K opens the command palette. All are
 * inactive while a dialog is open.
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
      // On Macs, Ctrl-K deletes to the end of a line.
      if (key === 'k' && !event.shiftKey && (metaKey || (ctrlKey && !isAppleKeyboard()))) {
        // Otherwise the browser would focus its address bar, even from a dialog.
        event.preventDefault();
        if (isDialogOpen()) return;
        openDialog({ kind: 'palette' });
        holdKeys(isDialogOpen);
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
