import * as v from 'valibot';

const KEY = 'vps-backups.create-draft';

const draftSchema = v.object({ serverKey: v.nullable(v.string()), description: v.string() });
export type CreateDraft = v.InferOutput<typeof draftSchema>;

const EMPTY: CreateDraft = { serverKey: null, description: '' };

/**
 * What was typed into the create dialog and not yet sent: kept for this tab, over closing and reloading. Words that
 * were typed for one server are never put under another.
 * @param serverKey the server that the dialog is opened for; null for the one that the draft is about
 */
export function readDraft(serverKey: string | null = null): CreateDraft {
  const stored = readStored();
  if (serverKey === null) return stored;
  const isOthers = stored.serverKey !== null && stored.serverKey !== serverKey;
  return { serverKey, description: isOthers ? '' : stored.description };
}

function readStored(): CreateDraft {
  try {
    const result = v.safeParse(draftSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return result.success ? result.output : EMPTY;
  } catch {
    // No storage or damaged text: an empty form is the honest start.
    return EMPTY;
  }
}

export function writeDraft(draft: CreateDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is forbidden: the draft then lasts as long as the dialog is open.
  }
}

/** Clears the draft after a success; one that says something else by now is about another backup and stays. */
export function clearDraft(sent: CreateDraft): void {
  const { serverKey, description } = readDraft();
  if (serverKey === sent.serverKey && description.trim() === sent.description) writeDraft(EMPTY);
}
