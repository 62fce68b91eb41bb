import * as v from 'valibot';

const KEY = 'vps-backups.create-draft';

const draftSchema = v.object({
  /** The server that the dialog was opened for; null for one to choose. */
  openedFor: v.optional(v.nullable(v.string()), null),
  serverKey: v.nullable(v.string()),
  description: v.string(),
});
export type CreateDraft = v.InferOutput<typeof draftSchema>;

/**
 * What was typed into the create dialog and not sent, in this tab. It outlives the page (a reload, a sign-in), not the
 * dialog. Words that were typed for one server are never put under another.
 */
export function readDraft(openedFor: string | null): CreateDraft {
  const empty = { openedFor, serverKey: openedFor, description: '' };
  try {
    const result = v.safeParse(draftSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return result.success && result.output.openedFor === openedFor ? result.output : empty;
  } catch {
    // No storage or damaged text: an empty form is the honest start.
    return empty;
  }
}

export function writeDraft(draft: CreateDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is forbidden: the draft then lasts as long as the page.
  }
}

export function dropDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: there is nothing to drop.
  }
}
