import * as v from 'valibot';
import { createStoredStore } from '../../../browser/stored-store';
import type { RunningBackup } from '../../../core/backups/backup-list';

const id = v.union([v.number(), v.string()]);
const runningSchema = v.object({
  id,
  serverId: id,
  serverName: v.string(),
  createdAt: v.nullable(v.string()),
  type: v.string(),
});

/** The backups that this tab was following when it was last drawn, so that an end during a reload is noticed too. */
export const followedStore = createStoredStore<readonly RunningBackup[]>(
  () => sessionStorage,
  'vps-backups.followed',
  v.array(runningSchema),
  [],
);
