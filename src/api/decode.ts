import * as v from 'valibot';
import { cut } from '../core/contract/error-words';
import { ApiError } from '../core/contract/errors';
import type { Answer } from './http';

const MAX_REASON_LENGTH = 200;

/** The answer's body as a domain value. Throws `ApiError` (contract) when it cannot be understood. */
export function decodeAnswer<T>(schema: v.GenericSchema<unknown, T>, answer: Answer, isWrite = false): T {
  const result = v.safeParse(schema, answer.body);
  if (result.success) return result.output;
  throw new ApiError({
    kind: 'contract',
    status: answer.status,
    mayHaveActed: isWrite,
    cause: new Error(reasonOf(result.issues)),
  });
}

/** Why a value did not fit, for developers: where, and what was expected. */
export function reasonOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [first] = issues;
  return cut(`${v.getDotPath(first) ?? 'answer'}: ${first.message}`, MAX_REASON_LENGTH);
}
