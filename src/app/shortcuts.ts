import { useEffect } from 'react';
import { parseDialog } from '../config/dialog-route';
import { useOpenDialog } from '../config/use-dialog-route';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="combobox"], [role="menu"] *'))
  );
}

/**
 * `/` to search, `n` to create, `?` for the list of keys. Silent while someone types or a dialog is open, and where
 * no dialog can be shown.
 */
export function useShortcuts(isEnabled: boolean): void {
  const openDialog = useOpenDialog();
  useEffect(() => {
    if (!isEnabled) return;
    const handleKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(target))
        return;
      if (parseDialog(new URLSearchParams(window.location.search)) !== null) return;
      if (key === '/') {
        const field = document.querySelector<HTMLInputElement>('[data-search]');
        if (field === null) return;
        event.preventDefault();
        field.focus();
        field.select();
      } else if (key === 'n') {
        event.preventDefault();
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
  }, [openDialog, isEnabled]);
}
