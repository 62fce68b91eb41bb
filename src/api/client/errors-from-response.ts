import * as v from 'valibot';
import { readErrorWords } from '../../core/contract/error-words';
import { ApiError, isRefusal, kindOfAnswer } from '../../core/contract/errors';
import { isoSchema } from '../../core/contract/schema';
import { parseJson } from '../../core/lib/parse-json';
import { parseRetryAfter } from '../../core/lib/retry-after';

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty if there was no body, or it was cut off. */
  readonly text: string;
}

export interface CallContext {
  /** Only a write may have had an effect. */
  readonly isWrite: boolean;
  /** Whether the gateway passes the call to the provider. */
  readonly isForwarded: boolean;
  /** For `Retry-After` as a date, epoch ms. */
  readonly nowMs: number;
}

const sinceSchema = v.optional(v.fallback(v.nullable(isoSchema), null), null);
const gatewayErrorSchema = v.object({
  gateway: v.object({ code: v.string(), reached: v.picklist(['no', 'maybe']), since: sinceSchema }),
});

/** The error for an answer outside 2xx: the provider's, or the gateway's own (`{"gateway": {"code", "reached"}}`). */
export function errorFromResponse(answer: FailedAnswer, context: CallContext): ApiError {
  const { status, headers, text } = answer;
  const gatewayError = v.safeParse(gatewayErrorSchema, parseJson(text));
  const gateway = gatewayError.success ? gatewayError.output.gateway : null;
  return new ApiError({
    ...readErrorWords(text, headers.get('content-type')),
    kind: kindOfAnswer(status, gateway?.code ?? null, context.isForwarded),
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
    // Data is not quoted as a message; the text of a sign-in page in its place is.
    detail: isJson ? null : readErrorWords(answer.text, answer.headers.get('content-type')).detail,
    mayHaveActed: isWrite,
    cause,
  });
}
