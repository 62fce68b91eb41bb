import * as v from 'valibot';
import type { RunningBackup } from '../../../core/backups/backup-list';

const KEY = 'vps-backups.followed';

const id = v.union([v.number(), v.string()]);
const followedSchema = v.array(
  v.object({
    id,
    serverId: id,
    serverName: v.string(),
    createdAt: v.nullable(v.string()),
    type: v.string(),
  }),
);

/** The backups that this tab was following when it was last drawn, so that an end during a reload is told too. */
export function readFollowed(): readonly RunningBackup[] {
  try {
    const result = v.safeParse(followedSchema, JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
    return result.success ? result.output : [];
  } catch {
    // No storage or damaged text: then only what runs now is followed.
    return [];
  }
}

export function writeFollowed(followed: readonly RunningBackup[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(followed));
  } catch {
    // Storage is forbidden: following works, only not over a reload.
  }
}
