import * as v from 'valibot';
import { createStoredStore } from '../../../browser/stored-store';

const draftSchema = v.object({
  /** The server that the dialog was opened for; null for one to choose. */
  openedFor: v.optional(v.nullable(v.string()), null),
  serverKey: v.nullable(v.string()),
  description: v.string(),
});
export type CreateDraft = v.InferOutput<typeof draftSchema>;

const draft = createStoredStore<CreateDraft | null>(
  () => sessionStorage,
  'vps-backups.create-draft',
  draftSchema,
  null,
);

/**
 * What was typed into the create dialog and not sent, in this tab. It outlives the page (a reload, a sign-in), not the
 * dialog. Words that were typed for one server are never put under another.
 */
export function readDraft(openedFor: string | null): CreateDraft {
  const kept = draft.get();
  return kept?.openedFor === openedFor ? kept : { openedFor, serverKey: openedFor, description: '' };
}

export const writeDraft: (next: CreateDraft) => void = draft.set;
export const dropDraft = draft.clear;
