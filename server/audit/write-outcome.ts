import * as v from 'valibot';
import type { Backup } from '../../src/core/backups/backup';
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
import { parseRetryAfter } from '../../src/core/lib/retry-after';
import type { SafeRestoreFailure } from '../../src/core/restore/safe-restore-events';
import type { RunFailure } from '../../src/core/schedules/server-run';
import { type GatewayFailure, mayHaveReached, statusOfGatewayCode } from '../http/gateway-error';
import { jsonIn, type UpstreamOutcome } from '../provider/answer';
import type { Write } from '../provider/forward-table';
import type { WriteOutcome } from './store';

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
  const answer = { providerStatus: status, reason: null, result: null };
  if (status < 200 || status > 299) {
    const detail = wordsIn(text);
    if (!isRefusal(status)) return { ...answer, outcome: 'unknown', reason: 'provider_error', detail };
    const reason = REASON_BY_KIND[kindOfStatus(status)] ?? 'provider_refused';
    return { ...answer, outcome: 'refused', reason, detail };
  }
  const unreadable = { ...answer, outcome: 'unknown', reason: 'unreadable_answer' } as const;
  const body = readSuccessBody(text);
  if (body.kind === 'unreadable') return { ...unreadable, detail: wordsIn(text) };
  const value = body.kind === 'json' ? body.value : undefined;
  const detail = messageIn(value);
  if (write.action !== 'create_backup') return { ...answer, outcome: 'succeeded', detail };
  const created = v.safeParse(backupSchema, value);
  if (!created.success) return { ...unreadable, detail };
  const { id: backupId, serverName } = created.output;
  return { ...answer, outcome: 'succeeded', detail, result: { backupId, serverName } };
}

function outcomeOfFailure({ code, detail }: GatewayFailure): WriteOutcome {
  const answer = { reason: code, detail, providerStatus: null, result: null };
  if (mayHaveReached(code)) return { ...answer, outcome: 'unknown' };
  // If the provider was not reached, it refused nothing.
  return { ...answer, outcome: kindOfGatewayCode(code) === undefined ? 'refused' : 'failed' };
}

/** What the gateway learns from the answer to a change of its own. */
export type Sent =
  | { readonly ok: true; readonly backup: Backup | null; readonly message: string | null }
  | { readonly ok: false; readonly error: SafeRestoreFailure & Pick<RunFailure, 'retryAfterMs'> };

export function readSent(write: Write, outcome: UpstreamOutcome): Sent {
  const { outcome: result, detail } = outcomeOf(write, outcome);
  if (result === 'succeeded' && outcome.kind === 'answer') {
    const json = jsonIn(outcome.body);
    const backup = v.safeParse(backupSchema, json);
    return { ok: true, backup: backup.success ? backup.output : null, message: messageIn(json) };
  }
  const retryAfterMs =
    outcome.kind === 'answer' ? parseRetryAfter(outcome.headers.get('retry-after'), Date.now()) : null;
  const status = outcome.kind === 'answer' ? outcome.status : null;
  return {
    ok: false,
    error: { kind: kindOf(outcome), detail, status, mayHaveActed: result === 'unknown', retryAfterMs },
  };
}

function kindOf(outcome: UpstreamOutcome): SafeRestoreFailure['kind'] {
  if (outcome.kind === 'answer') {
    const { status } = outcome;
    return status >= 200 && status < 300 ? 'contract' : kindOfStatus(status);
  }
  if (outcome.kind === 'abandoned') return 'network';
  const { code } = outcome.failure;
  return kindOfGatewayCode(code) ?? kindOfStatus(statusOfGatewayCode(code));
}

export function notSent(detail: string | null): Sent {
  return { ok: false, error: { kind: 'validation', detail, mayHaveActed: false, retryAfterMs: null } };
}
