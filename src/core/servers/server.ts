import type { Id } from '../backups/backup';
import { ERROR_STATUS } from '../backups/backup-actions';

/** A server as the Servers API tells it. Every fact but id and name may be missing. JSON-safe. */
export interface Server {
  readonly id: Id;
  readonly name: string;
  readonly hostname: string | null;
  /** `active`, `stopped`, `suspended`, or any other word of the provider (`restoring` while a restore runs). */
  readonly status: string | null;
  readonly ipAddress: string | null;
  readonly location: string | null;
  readonly plan: ServerPlan | null;
  readonly osName: string | null;
  readonly createdAt: string | null;
}

export interface ServerPlan {
  readonly name: string;
  readonly vcpus: number | null;
  readonly memoryMb: number | null;
  readonly storageGb: number | null;
}

export interface ServerList {
  readonly servers: readonly Server[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

/** Whether the provider says that a server does not work, such as after a failed restore. */
export function isInError(server: Pick<Server, 'status'> | null): boolean {
  return server?.status === ERROR_STATUS;
}
