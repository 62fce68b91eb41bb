import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { type DialogRoute, parseDialog, withDialog } from './dialog-route';

/** Marks history entries that this app made by opening a dialog, so that closing can simply go back. */
const OPENED_HERE = { openedDialog: true } as const;

function isMarked(state: unknown): boolean {
  return (
    typeof state === 'object' && state !== null && 'openedDialog' in state && state.openedDialog === true
  );
}

/** The marker of the current history entry, read at this moment; the router keeps it under `usr`. */
function isPresentEntryMarked(): boolean {
  const entry: unknown = window.history.state;
  return typeof entry === 'object' && entry !== null && 'usr' in entry && isMarked(entry.usr);
}

/**
 * Set while the browser goes back from a closed dialog, which takes a moment: the URL still names that dialog. Holds
 * what to open afterwards.
 */
let closing: { next: (() => void) | null } | null = null;

function goBack(navigate: (delta: number) => void | Promise<void>): void {
  const step = { next: null };
  closing = step;
  window.addEventListener(
    'popstate',
    () => {
      const next = closing?.next;
      closing = null;
      next?.();
    },
    { once: true },
  );
  void navigate(-1);
}

/** Whether the URL names a dialog that is not being closed. */
export function isDialogOpen(): boolean {
  return closing === null && parseDialog(new URLSearchParams(window.location.search)) !== null;
}

/**
 * Opens a dialog over the current page; one that is open already is replaced, so that Back leads out of both. The function keeps its
 * identity while the page stays.
 */
export function useOpenDialog(): (dialog: DialogRoute) => void {
  const navigate = useNavigate();
  return useCallback(
    (dialog) => {
      const open = () => {
        // Read at the moment of the click: a handler in a memoised row must not carry an old URL.
        const params = new URLSearchParams(window.location.search);
        const isReplacing = parseDialog(params) !== null;
        const state = !isReplacing || isPresentEntryMarked() ? OPENED_HERE : null;
        void navigate(
          { pathname: window.location.pathname, search: withDialog(params, dialog) },
          { state, replace: isReplacing, preventScrollReset: true },
        );
      };
      if (closing === null) open();
      else closing.next = open;
    },
    [navigate],
  );
}

/** The dialog in the URL, and how to close it: Back where it was opened here, else by taking it out of the URL. */
export function useDialogRoute(): { dialog: DialogRoute | null; closeDialog: () => void } {
  const location = useLocation();
  const navigate = useNavigate();
  const params = new URLSearchParams(location.search);
  const closeDialog = () => {
    // Going back twice would leave the page.
    if (closing !== null) return;
    if (isMarked(location.state)) goBack(navigate);
    else void navigate({ pathname: location.pathname, search: withDialog(params, null) }, { replace: true });
  };
  return { dialog: parseDialog(params), closeDialog };
}
