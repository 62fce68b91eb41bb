import * as v from 'valibot';
import type { Id } from '../../src/core/backups/backup';
import { wordsIn } from '../../src/core/contract/error-words';
import {
  type ApiErrorKind,
  isRefusal,
  kindOfGatewayCode,
  kindOfStatus,
} from '../../src/core/contract/errors';
import { backupSchema, messageIn } from '../../src/core/contract/schema';
import type { ActivityReason } from '../../src/core/contract/schema-activity';
import { readSuccessBody } from '../../src/core/contract/success-body';
import { type GatewayErrorCode, type GatewayFailure, mayHaveReached } from '../http/gateway-error';
import type { UpstreamOutcome } from '../provider/answer';
import type { Write } from './write';

/** Stored outcome of a write. `succeeded` is a 2xx, which for creates and restores only means accepted. */
export const STORED_OUTCOMES = ['succeeded', 'refused', 'failed', 'unknown'] as const;
export type StoredOutcome = (typeof STORED_OUTCOMES)[number];

export interface WriteOutcome {
  readonly outcome: StoredOutcome;
  readonly reason: ActivityReason | GatewayErrorCode | null;
  /** The provider's or the gateway's words, uncut. */
  readonly detail: string | null;
  readonly providerStatus: number | null;
  /** The backup that was made, null where none was, and the name of its server. */
  readonly result: { readonly backupId: Id | null; readonly serverName: string | null } | null;
}

const REASON_BY_KIND: Readonly<Partial<Record<ApiErrorKind, ActivityReason>>> = {
  validation: 'provider_invalid',
  unauthorized: 'provider_unauthorized',
  forbidden: 'provider_forbidden',
  notFound: 'provider_not_found',
  conflict: 'provider_conflict',
  rateLimited: 'provider_rate_limited',
};

/**
 * Interprets an answer as the browser does. Only a 4xx other than 408 proves that nothing was done. A 2xx with a web page
 * instead of data proves nothing, and neither does a new backup without a readable id.
 */
export function outcomeOf(write: Write, outcome: UpstreamOutcome): WriteOutcome {
  if (outcome.kind === 'failure') return outcomeOfFailure(outcome.failure);
  if (outcome.kind === 'abandoned') throw new Error('A write is never abandoned.');
  const { status } = outcome;
  const text = new TextDecoder().decode(outcome.body ?? new Uint8Array());
  const answer = { providerStatus: status, result: null };
  if (status >= 200 && status < 300) {
    const body = readSuccessBody(text);
    if (body.kind === 'unreadable') {
      return { ...answer, outcome: 'unknown', reason: 'unreadable_answer', detail: wordsIn(text) };
    }
    const value = body.kind === 'json' ? body.value : undefined;
    const detail = messageIn(value);
    if (write.action !== 'create_backup') return { ...answer, outcome: 'succeeded', reason: null, detail };
    const created = v.safeParse(backupSchema, value);
    if (!created.success) return { ...answer, outcome: 'unknown', reason: 'unreadable_answer', detail };
    const { id: backupId, serverName } = created.output;
    return { ...answer, outcome: 'succeeded', reason: null, detail, result: { backupId, serverName } };
  }
  const detail = wordsIn(text);
  if (isRefusal(status)) {
    return {
      ...answer,
      outcome: 'refused',
      reason: REASON_BY_KIND[kindOfStatus(status)] ?? 'provider_refused',
      detail,
    };
  }
  return { ...answer, outcome: 'unknown', reason: 'provider_error', detail };
}

function outcomeOfFailure({ code, detail }: GatewayFailure): WriteOutcome {
  const answer = { reason: code, detail, providerStatus: null, result: null };
  if (mayHaveReached(code)) return { ...answer, outcome: 'unknown' };
  // Where the provider was not reached, nobody refused anything.
  return { ...answer, outcome: kindOfGatewayCode(code) === undefined ? 'refused' : 'failed' };
}
