import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { onReset } from '../browser/storage/store';

/** Dialogs about one server's agreements. */
const SERVER_DIALOGS = ['expectation', 'acknowledge', 'unwatch', 'notes'] as const;
type ServerDialogKind = (typeof SERVER_DIALOGS)[number];

/**
 * The dialog over a page, as part of its URL (`?dialog=restore:501`): Back closes it, a reload keeps it, a link can
 * open it. Opening one never acts.
 */
export type DialogRoute =
  | { readonly kind: 'create'; readonly serverKey: string | null }
  | { readonly kind: 'createSelected' }
  | { readonly kind: 'delete'; readonly backupKey: string }
  | { readonly kind: ServerDialogKind; readonly serverKey: string }
  | { readonly kind: 'deleteSelected' }
  | { readonly kind: 'restore' | 'mark'; readonly backupKey: string }
  | { readonly kind: 'restoreBefore'; readonly serverKey: string }
  | { readonly kind: 'tagExpectation'; readonly tag: string }
  | { readonly kind: 'activity'; readonly entryId: string }
  | { readonly kind: 'safeRestore'; readonly operationId: string }
  | { readonly kind: 'saveView' }
  | { readonly kind: 'views' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'connect' };

const PARAM = 'dialog';
export const PLAIN_KINDS = [
  'shortcuts',
  'palette',
  'connect',
  'createSelected',
  'deleteSelected',
  'saveView',
  'views',
] as const;
/** The provider's ids are short; longer text is not an id. */
const MAX_KEY_LENGTH = 64;

/** Parses the dialog from a URL; null for none, or for an unknown one. */
export function parseDialog(params: URLSearchParams): DialogRoute | null {
  const value = params.get(PARAM);
  if (value === null) return null;
  const colon = value.indexOf(':');
  const kind = colon === -1 ? value : value.slice(0, colon);
  const key = colon === -1 ? '' : value.slice(colon + 1);
  if (key.length > MAX_KEY_LENGTH) return null;
  if (kind === 'create') return { kind, serverKey: key === '' ? null : key };
  if ((kind === 'delete' || kind === 'restore' || kind === 'mark') && key !== '')
    return { kind, backupKey: key };
  if (kind === 'tagExpectation' && key !== '') return { kind, tag: key };
  if (kind === 'restoreBefore' && key !== '') return { kind, serverKey: key };
  if (kind === 'safeRestore' && key !== '') return { kind, operationId: key };
  const ofServer = SERVER_DIALOGS.find((each) => each === kind);
  if (ofServer !== undefined && key !== '') return { kind: ofServer, serverKey: key };
  if (kind === 'activity' && key !== '') return { kind, entryId: key };
  const plain = PLAIN_KINDS.find((each) => each === kind);
  return plain === undefined || colon !== -1 ? null : { kind: plain };
}

function dialogText(dialog: DialogRoute): string {
  if (dialog.kind === 'create') return dialog.serverKey === null ? 'create' : `create:${dialog.serverKey}`;
  if ('backupKey' in dialog) return `${dialog.kind}:${dialog.backupKey}`;
  if (dialog.kind === 'tagExpectation') return `${dialog.kind}:${dialog.tag}`;
  if ('serverKey' in dialog) return `${dialog.kind}:${dialog.serverKey}`;
  if (dialog.kind === 'activity') return `activity:${dialog.entryId}`;
  if (dialog.kind === 'safeRestore') return `${dialog.kind}:${dialog.operationId}`;
  return dialog.kind;
}

/** The search part of a URL with the dialog set, or removed if null; other parameters stay. */
export function withDialog(params: URLSearchParams, dialog: DialogRoute | null): string {
  const next = new URLSearchParams(params);
  if (dialog === null) next.delete(PARAM);
  else next.set(PARAM, dialogText(dialog));
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}

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
onReset(() => {
  closing = null;
});

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
