import type { Id } from '../backups/backup';

/** A server's status while its disk is being overwritten. */
export const RESTORING_STATUS = 'restoring';
/** A server's status when it does not work, such as after a failed restore. */
export const ERROR_STATUS = 'error';

/** A server of the Servers API. Everything but id and name may be missing. JSON-safe. */
export interface Server {
  readonly id: Id;
  readonly name: string;
  readonly hostname: string | null;
  /** `active`, `stopped`, `suspended`, `restoring`, or an undocumented value. */
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

/** Whether the provider reports an error state, such as after a failed restore. */
export function isInError(server: Pick<Server, 'status'> | null): boolean {
  return server?.status === ERROR_STATUS;
}
