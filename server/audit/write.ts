import * as v from 'valibot';
import { type Id, idKey } from '../../src/core/backups/backup';
import { idSchema } from '../../src/core/contract/schema';
import type { ForwardCall } from '../provider/forward-table';

/** A change at the provider. */
export type Write =
  | {
      readonly action: 'create_backup';
      /** Null when missing or malformed; the provider then refuses it. */
      readonly serverId: Id | null;
      readonly description: string | null;
    }
  | { readonly action: 'delete_backup'; readonly backupId: Id }
  | { readonly action: 'restore_server'; readonly serverId: Id; readonly backupId: Id };

const createSchema = v.object({
  server_id: v.fallback(v.nullable(idSchema), null),
  description: v.fallback(v.nullable(v.string()), null),
});
const restoreSchema = v.object({ backup_id: idSchema });

/**
 * What a forwarded call changes. Null for a restore without a valid backup id.
 * @param body the request's JSON object; null for a call without one
 */
export function readWrite(call: ForwardCall, body: Readonly<Record<string, unknown>> | null): Write | null {
  const [, pathId = ''] = /^\/[a-z]+\/([^/]+)\//.exec(call.path) ?? [];
  switch (call.route) {
    case '/backups/': {
      const { server_id, description } = v.parse(createSchema, body ?? {});
      return { action: 'create_backup', serverId: server_id, description };
    }
    case '/backups/{id}/':
      return { action: 'delete_backup', backupId: pathId };
    case '/servers/{id}/restore/': {
      const restore = v.safeParse(restoreSchema, body);
      return restore.success
        ? { action: 'restore_server', serverId: pathId, backupId: restore.output.backup_id }
        : null;
    }
    default:
      throw new Error(`${call.method} ${call.route} has no place in the activity log.`);
  }
}

export function backupKeyOf(write: Write): string | null {
  return write.action === 'create_backup' ? null : idKey(write.backupId);
}
