import * as v from 'valibot';
import { createStoredStore } from '../../../browser/stored-store';

const stored = createStoredStore<readonly string[]>(
  () => sessionStorage,
  'vps-backups.delete-selection',
  v.array(v.string()),
  [],
);

/**
 * The keys of what the dialog to delete several asks about, in this tab. They outlive the page (a reload, a lost
 * session), not the dialog.
 */
export const keptSelection = stored.get;
export const keepSelection: (keys: readonly string[]) => void = stored.set;
export const dropSelection = stored.clear;
