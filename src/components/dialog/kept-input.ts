import { useEffect, useState } from 'react';
import * as v from 'valibot';
import { onReset } from '../../browser/storage/store';
import { createStoredStore } from '../../browser/storage/stored-store';
import type { DialogRoute } from '../../routes/use-dialog-route';

/**
 * What was entered in the open dialog, kept for this tab: it survives a reload and a lost session, and is dropped when
 * the dialog is closed.
 */

const draftSchema = v.object({
  /** The server that the dialog was opened for; null if it is to be chosen. */
  openedFor: v.optional(v.nullable(v.string()), null),
  serverKey: v.nullable(v.string()),
  description: v.string(),
});
export type CreateDraft = v.InferOutput<typeof draftSchema>;

const draft = createStoredStore<CreateDraft | null>('session', 'create-draft', draftSchema, null);

/** The draft of a new backup; an empty one if the dialog was last opened for another server. */
export function readDraft(openedFor: string | null): CreateDraft {
  const kept = draft.get();
  return kept?.openedFor === openedFor ? kept : { openedFor, serverKey: openedFor, description: '' };
}

export const writeDraft: (next: CreateDraft) => void = draft.set;

/** Keys of the backups that the dialog for several deletions is about. */
export const deleteSelection = createStoredStore<readonly string[]>(
  'session',
  'delete-selection',
  v.array(v.string()),
  [],
);

const words = createStoredStore(
  'session',
  'typed-words',
  v.object({ dialog: v.nullable(v.string()), words: v.record(v.string(), v.string()) }),
  { dialog: null, words: {} },
);

/**
 * The words typed to confirm a dialog, by what was asked for.
 * @param dialog names the dialog and its backup, so that words typed for one never confirm another
 */
export function useKeptWords(dialog: string) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() => {
    const kept = words.get();
    return kept.dialog === dialog ? kept.words : {};
  });
  useEffect(() => {
    words.set({ dialog, words: typed });
  }, [dialog, typed]);
  const keep = (asked: string, text: string) => setTyped((before) => ({ ...before, [asked]: text }));
  return [typed, keep] as const;
}

let openKind: DialogRoute['kind'] | undefined;
onReset(() => {
  openKind = undefined;
});
const later: (() => void)[] = [];

/** Drops the input of a dialog whose code the first load does without, as soon as that dialog is not open. */
export function dropUnlessOpen(kind: DialogRoute['kind'], clear: () => void): void {
  const drop = () => {
    if (openKind !== kind) clear();
  };
  later.push(drop);
  drop();
}

/** Drops what was entered in every dialog but the open one. */
export function dropKeptInput(open: DialogRoute['kind'] | undefined): void {
  openKind = open;
  if (open !== 'create') draft.clear();
  if (open !== 'deleteSelected') deleteSelection.clear();
  if (open !== 'restore' && open !== 'delete' && open !== 'deleteSelected') words.clear();
  for (const drop of later) drop();
}
