import * as v from 'valibot';
import { createStoredStore } from '../../../browser/storage/stored-store';
import { dropUnlessOpen } from '../../../components/dialog/kept-input';
import { BULK_STATES } from '../../../core/bulk/bulk-runner';

const draftSchema = v.object({
  /** `idKey` of the servers that the dialog is about. */
  keys: v.array(v.string()),
  description: v.string(),
  /** Servers that the person ticked or left out. */
  wanted: v.record(v.string(), v.boolean()),
  /** What was sent and how that ended; null before anything is. */
  sent: v.nullable(
    v.object({
      items: v.array(v.object({ key: v.string(), state: v.picklist(BULK_STATES) })),
      /** `idKey` of the new backup of each server. */
      made: v.record(v.string(), v.string()),
      /** Manual backups of each server that were known before. */
      known: v.record(v.string(), v.array(v.string())),
    }),
  ),
});
export type CreateManyDraft = v.InferOutput<typeof draftSchema>;

/** Kept for this tab while the dialog is open: what a reload cuts off is shown afterwards, and nothing is sent twice. */
export const createManyDraft = createStoredStore<CreateManyDraft | null>(
  'session',
  'create-many',
  draftSchema,
  null,
);
dropUnlessOpen('createSelected', createManyDraft.clear);
