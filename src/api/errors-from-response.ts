import * as v from 'valibot';
import { readErrorWords } from '../core/contract/error-words';
import { ApiError, isRefusal, kindOfGatewayCode, kindOfStatus } from '../core/contract/errors';
import { parseJson } from '../core/lib/parse-json';

/** An answer that is not a success, as far as it could be read. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty when there was no body, or when it was cut. */
  readonly text: string;
}

export interface CallContext {
  /** Whether the call was made to change something: only then may it have acted. */
  readonly isWrite: boolean;
  /** For `Retry-After` as a date, epoch ms. */
  readonly nowMs: number;
}

const sinceSchema = v.optional(v.fallback(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null), null);
const gatewayErrorSchema = v.object({
  gateway: v.object({ code: v.string(), reached: v.picklist(['no', 'maybe']), since: sinceSchema }),
});

/**
 * The error for an answer outside 2xx. Sources: Backups API document (400, 401, 404), the gateway's own errors
 * (`{"gateway": {"code", "reached"}}`), HTTP for the rest.
 */
export function errorFromResponse(answer: FailedAnswer, context: CallContext): ApiError {
  const { status, headers, text } = answer;
  const gatewayError = v.safeParse(gatewayErrorSchema, parseJson(text));
  const gateway = gatewayError.success ? gatewayError.output.gateway : null;
  return new ApiError({
    ...readErrorWords(text, headers.get('content-type')),
    kind: (gateway && kindOfGatewayCode(gateway.code)) ?? kindOfStatus(status),
    status,
    gatewayCode: gateway?.code ?? null,
    downSince: gateway?.since ?? null,
    retryAfterMs: parseRetryAfter(headers.get('retry-after'), context.nowMs),
    mayHaveActed: context.isWrite && (gateway === null ? !isRefusal(status) : gateway.reached === 'maybe'),
  });
}

/** The error for a success whose body is not what the documents promise. */
export function unreadableAnswer(answer: FailedAnswer, isWrite: boolean, cause?: unknown): ApiError {
  const isJson = parseJson(answer.text) !== undefined;
  return new ApiError({
    kind: 'contract',
    status: answer.status,
    // The words of data are not words to a person; those of a sign-in page in its place are.
    detail: isJson ? null : readErrorWords(answer.text, answer.headers.get('content-type')).detail,
    mayHaveActed: isWrite,
    cause,
  });
}

/** Milliseconds from `Retry-After` (seconds or an HTTP date), never negative; null when absent or unreadable. */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Date.parse alone would take almost anything for a date.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
