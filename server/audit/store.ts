import { type Id, idKey } from '../../src/core/backups/backup';
import { cut } from '../../src/core/contract/error-words';
import {
  type ActivityAction,
  type ActivityReason,
  MAX_ACTIVITY_TEXT,
  type OperationStep,
  type WireBackup,
} from '../../src/core/contract/schema-activity';
import { normalizedText } from '../../src/core/lib/fold-text';
import type { IntentRow, StepRow } from '../database/schema/activity';
import { madeAtMs } from '../database/time-id';
import type { GatewayErrorCode } from '../http/gateway-error';
import { type Secret, withoutSecrets } from '../provider/secrets';
import type { Actor } from './actor';
import { type EntryScope, passes } from './entry-filter';
import type { OperationFacts } from './operations';

/** A write before it is sent. */
export interface Intent {
  readonly id: string;
  readonly action: ActivityAction;
  readonly actor: Actor | null;
  readonly selfGivenName: string | null;
  readonly server: { readonly id: Id; readonly name: string | null } | null;
  readonly backup: WireBackup | null;
  readonly description: string | null;
  readonly operationId: string | null;
  readonly requestId: string;
}

/** Stored outcome of a write. `succeeded` is a 2xx, which for creates and restores only means accepted. */
export const STORED_OUTCOMES = ['succeeded', 'refused', 'failed', 'unknown'] as const;

export interface WriteOutcome {
  readonly outcome: (typeof STORED_OUTCOMES)[number];
  readonly reason: ActivityReason | GatewayErrorCode | null;
  /** The provider's or the gateway's message, unabridged. */
  readonly detail: string | null;
  readonly providerStatus: number | null;
  /** The backup that was made, null where none was, and the name of its server. */
  readonly result: { readonly backupId: Id | null; readonly serverName: string | null } | null;
}

export interface StoreOptions extends EntryScope {
  /** Never stored, whatever the provider or a caller sends: the token. */
  readonly secret: Secret;
  /** Clock of the entries, epoch ms. */
  readonly now: () => number;
}

/** Adds to the log, which is append-only. Promises resolve once the row is on the disk. */
export interface ActivityStore {
  addIntent(intent: Intent): Promise<void>;
  /** @param durationMs of the provider's answer; null when nothing was sent */
  addOutcome(intentId: string, outcome: WriteOutcome, durationMs: number | null): Promise<void>;
  /** Adds a safe restore with its first step. */
  addOperation(intent: Intent & { readonly operationId: string }, stepId: string): Promise<void>;
  addStep(
    id: string,
    step: { readonly operationId: string; readonly step: OperationStep; readonly detail: string | null },
  ): Promise<void>;
  /** Null when this account has no such operation at this provider. */
  findOperation(operationId: string): Promise<OperationFacts | null>;
  /** Whether any account uses the id. */
  hasOperation(operationId: string): Promise<boolean>;
}

export function createStore({ secret, now, ...scope }: StoreOptions): ActivityStore {
  const { database, providerHost, account } = scope;
  const { db } = database;
  const clean = (text: string): string => cleanText(text, secret);
  const cleanOrNull = (text: string | null): string | null => (text === null ? null : clean(text));
  const json = (value: unknown): string | null =>
    value === null
      ? null
      : JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? clean(inner) : inner));
  const time = (): string => new Date(now()).toISOString();

  const intentRow = (intent: Intent): IntentRow => {
    const { email = null, tokenName = null } = intent.actor ?? {};
    const name = intent.selfGivenName;
    return {
      id: intent.id,
      time: time(),
      action: intent.action,
      provider_host: providerHost,
      account,
      actor_email: cleanOrNull(email),
      actor_token: cleanOrNull(tokenName),
      actor_search: clean(
        [email, tokenName, name].map((text) => normalizedText(text ?? '')).join('\n'),
      ).toLowerCase(),
      self_given_name: cleanOrNull(name),
      server_key: intent.server && idKey(intent.server.id),
      server: json(intent.server),
      backup_key: intent.backup && idKey(intent.backup.id),
      backup: json(intent.backup),
      description: cleanOrNull(intent.description),
      operation_id: intent.operationId,
      request_id: intent.requestId,
    };
  };
  const stepRow = (id: string, operationId: string, step: OperationStep, detail: string | null): StepRow => ({
    id,
    operation_id: operationId,
    time: time(),
    step,
    detail: cleanOrNull(detail),
  });

  return {
    async addIntent(intent) {
      await db.insertInto('activity_intent').values(intentRow(intent)).execute();
    },
    async addOutcome(intentId, { outcome, reason, detail, providerStatus, result }, durationMs) {
      const row = {
        intent_id: intentId,
        time: time(),
        outcome,
        reason,
        detail: cleanOrNull(detail),
        provider_status: providerStatus,
        duration_ms: durationMs,
        result: json(result),
      };
      await db.insertInto('activity_outcome').values(row).execute();
    },
    async addOperation(intent, stepId) {
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto('activity_intent').values(intentRow(intent)).execute();
        const step = stepRow(stepId, intent.operationId, 'started', null);
        await transaction.insertInto('activity_step').values(step).execute();
      });
    },
    async addStep(id, { operationId, step, detail }) {
      await db
        .insertInto('activity_step')
        .values(stepRow(id, operationId, step, detail))
        .execute();
    },
    async findOperation(operationId) {
      const row = await db
        .selectFrom('activity_intent as whole')
        .select(['id', 'server_key', 'backup_key', 'actor_email', 'actor_token'])
        .where('operation_id', '=', operationId)
        .where('action', '=', 'safe_restore')
        .where(passes('whole', {}, scope))
        .executeTakeFirst();
      if (row === undefined) return null;
      const steps = await db
        .selectFrom('activity_step')
        .select('step')
        .where('operation_id', '=', operationId)
        .distinct()
        .execute();
      const writes = await db
        .selectFrom('activity_intent as part')
        .select('action')
        .where('operation_id', '=', operationId)
        .where('action', '!=', 'safe_restore')
        .where(passes('part', {}, scope))
        .distinct()
        .execute();
      return {
        serverKey: row.server_key,
        backupKey: row.backup_key,
        ageMs: Date.now() - madeAtMs(row.id),
        begunBy: { email: row.actor_email, tokenName: row.actor_token },
        steps: steps.map(({ step }) => step),
        writes: writes.map(({ action }) => action),
      };
    },
    async hasOperation(operationId) {
      const row = await db
        .selectFrom('activity_intent')
        .select('id')
        .where('operation_id', '=', operationId)
        .where('action', '=', 'safe_restore')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Without secrets, of limited length, and without NUL, which PostgreSQL cannot store. */
function cleanText(text: string, secret: Secret): string {
  // Secrets are removed first: a truncated one would not be recognised.
  return cut(withoutSecrets(text, secret).replaceAll('\0', '\uFFFD'), MAX_ACTIVITY_TEXT);
}
