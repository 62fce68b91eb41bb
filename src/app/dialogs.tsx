import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { backupsQuery } from '../api/backups';
import { whenIdle } from '../browser/when-idle';
import { dropWords } from '../components/dialog/kept-words';
import { lazyWithWords } from '../components/i18n/lazy-with-words';
import { LatePart } from '../components/list/late-part';
import { dropDraft } from '../features/backups/dialogs/create-draft';
import { dropSelection } from '../features/backups/dialogs/kept-selection';
import type { DialogRoute } from '../routes/dialog-route';
import { useDialogRoute } from '../routes/use-dialog-route';
import { preloadPages } from './pages';

const loadDialogs = () => import('./lazy-dialog');
const DialogOf = lazyWithWords(loadDialogs);

/** Where the focus was before a dialog, found again even when the element itself was drawn anew. */
function focusPath(element: Element | null): string | null {
  if (!(element instanceof HTMLElement)) return null;
  const label = element.getAttribute('aria-label');
  return label === null ? null : `[aria-label="${CSS.escape(label)}"]`;
}

/** Draws the dialog that the URL names. Its code comes when the page is at rest, or at the latest when needed. */
export function Dialogs({ returnFocusTo }: { returnFocusTo: RefObject<HTMLElement | null> }) {
  const { dialog, closeDialog } = useDialogRoute();
  const opener = useRef<{ element: Element | null; selector: string | null }>({
    element: null,
    selector: null,
  });
  const shown = useRef<string | null>(null);
  const name = dialog === null ? null : JSON.stringify(dialog);
  if (name !== shown.current) {
    if (shown.current === null) {
      const element = document.activeElement;
      opener.current = { element, selector: focusPath(element) };
    }
    shown.current = name;
  }
  // Not before the list has come: that is what the person waits for.
  const { isFetched } = useQuery(backupsQuery());
  useEffect(() => {
    if (!isFetched) return undefined;
    return whenIdle(() => {
      // A failed preload is no failure yet: opening a dialog tries again and reports.
      loadDialogs().catch(() => undefined);
      preloadPages();
    });
  }, [isFetched]);
  const kind = dialog?.kind;
  useEffect(() => {
    // Cancelled, or left by Back. A lost session keeps it: the sign-in has no dialogs, and leads back to this one.
    if (kind !== 'create') dropDraft();
    if (kind !== 'deleteSelected') dropSelection();
    if (kind !== 'restore' && kind !== 'delete' && kind !== 'deleteSelected') dropWords();
  }, [kind]);
  const returnFocus = () => {
    const { element, selector } = opener.current;
    const again = selector === null ? null : document.querySelector<HTMLElement>(selector);
    const target = element instanceof HTMLElement && element.isConnected ? element : again;
    if (target !== null && target !== document.body) target.focus();
    else returnFocusTo.current?.focus({ preventScroll: true });
  };
  if (dialog === null) return null;
  return (
    <LatePart key={name} fallback={null} onFailed={closeDialog}>
      <DialogOf dialog={dialog satisfies DialogRoute} onClose={closeDialog} onReturnFocus={returnFocus} />
    </LatePart>
  );
}
