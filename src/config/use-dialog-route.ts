import { useCallback } from 'react';
import { type Location, useLocation, useNavigate } from 'react-router-dom';
import { type DialogRoute, parseDialog, withDialog } from './dialog-route';

/** Marks history entries that this app made by opening a dialog, so that closing can simply go back. */
const OPENED_HERE = { openedDialog: true } as const;

function wasOpenedHere(location: Location<unknown>): boolean {
  const { state } = location;
  return (
    typeof state === 'object' && state !== null && 'openedDialog' in state && state.openedDialog === true
  );
}

/** Opens a dialog over the current page. The function keeps its identity while the page stays. */
export function useOpenDialog(): (dialog: DialogRoute) => void {
  const navigate = useNavigate();
  return useCallback(
    (dialog) => {
      // Read at the moment of the click: a handler in a memoised row must not carry an old URL.
      const search = withDialog(new URLSearchParams(window.location.search), dialog);
      void navigate(
        { pathname: window.location.pathname, search },
        { state: OPENED_HERE, preventScrollReset: true },
      );
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
    if (wasOpenedHere(location)) void navigate(-1);
    else void navigate({ pathname: location.pathname, search: withDialog(params, null) }, { replace: true });
  };
  return { dialog: parseDialog(params), closeDialog };
}
