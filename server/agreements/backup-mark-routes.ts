import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import {
  backupMarkRequestWire,
  changedMark,
  markAction,
  noMark,
  type WireBackupMark,
} from '../../src/core/agreements/backup-mark';
import { idSchema } from '../../src/core/contract/schema';
import type { Account } from '../audit/activity';
import { type ChangeAccount, callerName, changeCaller, loggedChange } from '../audit/kept-change';
import { wireBackup } from '../audit/wire-backup';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { badChange, storedChange, UNWRITABLE } from './failures';

/** Whose backups, log and token it is. */
export interface BackupMarkAccount extends ChangeAccount {
  readonly lookup: Pick<Account['lookup'], 'read'>;
  readonly marks: Pick<Account['marks'], 'ofBackup' | 'change'>;
}

export interface BackupMarkRoutesOptions {
  readonly accountOf: (c: Context<GatewayEnv>) => BackupMarkAccount;
  readonly newId: () => string;
  readonly log: Log;
  /** Clock of the entries, epoch ms. */
  readonly now: () => number;
}

const LOOKUP_LIMIT_MS = 5000;

/** `/api/agreements/backups/{id}`: the lock of a backup in this dashboard, and a note. Each change is logged. */
export function backupMarkRoutes({ accountOf, newId, log, now }: BackupMarkRoutesOptions): Hono<GatewayEnv> {
  const routes = new Hono<GatewayEnv>();
  routes.post('/:id', async (c) => {
    const id = v.safeParse(idSchema, c.req.param('id'));
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(backupMarkRequestWire, body.value);
    if (!id.success || !request.success) return gatewayError(badChange(request.issues));
    const { version, ...change } = request.output;
    const account = accountOf(c);
    const { lookup, marks } = account;
    const reading = await lookup.read(id.output, {}, AbortSignal.timeout(LOOKUP_LIMIT_MS));
    // If the list can't be read, a backup can still be locked; the log entry then has only its id.
    const backup = reading.kind === 'found' ? reading.backup : null;
    try {
      const seen = await marks.ofBackup(id.output);
      const entry = {
        id: newId(),
        action: markAction(seen ?? noMark(id.output), change),
        server: backup === null ? null : { id: backup.serverId, name: backup.serverName },
        backup: wireBackup(id.output, backup),
        description: change.note,
      };
      const caller = changeCaller(c, account);
      const changed = await loggedChange(caller, entry, async (actor) => {
        if (reading.kind === 'absent') return { ok: false, failure: GONE };
        const said = { at: new Date(now()).toISOString(), by: callerName(caller, actor) };
        const next = (before: WireBackupMark) => changedMark(before, change, said);
        return storedChange(await marks.change(id.output, version, next), next);
      });
      return changed.ok ? c.json(changed.value) : gatewayError(changed.failure);
    } catch (error) {
      log.event('agreements_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
      return gatewayError(UNWRITABLE);
    }
  });
  routes.all('/:id', () => gatewayError(methodRefused('POST')));
  return routes;
}

const GONE: GatewayFailure = {
  code: 'backup_unknown',
  detail: "The provider's list no longer has this backup. Nothing was changed.",
};
