/** Dialogs about one server's agreements. */
const SERVER_DIALOGS = ['expectation', 'acknowledge', 'unwatch', 'notes'] as const;
export type ServerDialogKind = (typeof SERVER_DIALOGS)[number];

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
