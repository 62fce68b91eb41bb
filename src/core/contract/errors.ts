export const API_ERROR_KINDS = [
  'network',
  'timeout',
  'unauthorized',
  'forbidden',
  'notFound',
  'conflict',
  'validation',
  'rateLimited',
  'server',
  'dashboard',
  'contract',
] as const;

/** Why a call failed. The text on screen follows from it. */
export type ApiErrorKind = (typeof API_ERROR_KINDS)[number];

const KIND_BY_STATUS: ReadonlyMap<number, ApiErrorKind> = new Map([
  [400, 'validation'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'notFound'],
  [413, 'validation'],
  [415, 'validation'],
  [422, 'validation'],
  [423, 'conflict'],
  [429, 'rateLimited'],
]);

/** For a status outside 2xx. Sources: the API documents (400, 401, 404), HTTP for the rest. */
export function kindOfStatus(status: number): ApiErrorKind {
  return KIND_BY_STATUS.get(status) ?? (status >= 500 ? 'server' : 'contract');
}

/** The gateway's own failures that mean something else than their status. */
const KIND_BY_GATEWAY_CODE: ReadonlyMap<string, ApiErrorKind> = new Map([
  ['upstream_unreachable', 'network'],
  ['upstream_cut', 'network'],
  ['upstream_timeout', 'timeout'],
  ['upstream_redirect', 'contract'],
  ['upstream_too_large', 'contract'],
  ['upstream_down', 'network'],
  ['upstream_busy', 'rateLimited'],
]);

/** What a failure of the call to the provider means; undefined for the gateway's other codes. */
export function kindOfGatewayCode(code: string): ApiErrorKind | undefined {
  return KIND_BY_GATEWAY_CODE.get(code);
}

/**
 * What an answer outside 2xx means in the browser. A 5xx is the provider's only where the provider answers; of the
 * gateway's own, a 502 is about the provider.
 * @param gatewayCode null if the answer has none
 * @param isForwarded whether the provider answers at this address
 */
export function kindOfAnswer(status: number, gatewayCode: string | null, isForwarded: boolean): ApiErrorKind {
  const kind = (gatewayCode === null ? undefined : kindOfGatewayCode(gatewayCode)) ?? kindOfStatus(status);
  const isProviders = gatewayCode === null ? isForwarded : status === 502;
  return kind === 'server' && !isProviders ? 'dashboard' : kind;
}

/** Whether the status proves that nothing was done; a 5xx or 408 may come afterwards. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

export interface ApiErrorFields {
  readonly kind: ApiErrorKind;
  /** HTTP status; null when no answer came. */
  readonly status?: number | null;
  /** The provider's or gateway's message, as plain text. */
  readonly detail?: string | null;
  /** Messages by request field, as Django REST sends them. */
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>;
  /** How long the provider asks to wait. */
  readonly retryAfterMs?: number | null;
  /** Whether a write may have been carried out: after a timeout, a broken connection, a 5xx or an unreadable answer. */
  readonly mayHaveActed?: boolean;
  /** Set when the gateway itself answered, not the provider. */
  readonly gatewayCode?: string | null;
  /** Since when the provider has not answered, ISO, if that is the error. */
  readonly downSince?: string | null;
  readonly cause?: unknown;
}

/** The only error of the API module, besides the `AbortError` of a caller's signal. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number | null;
  readonly detail: string | null;
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterMs: number | null;
  readonly mayHaveActed: boolean;
  readonly gatewayCode: string | null;
  readonly downSince: string | null;

  constructor(fields: ApiErrorFields) {
    super(fields.detail ?? fields.kind, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.kind = fields.kind;
    this.status = fields.status ?? null;
    this.detail = fields.detail ?? null;
    this.fieldErrors = fields.fieldErrors ?? {};
    this.retryAfterMs = fields.retryAfterMs ?? null;
    this.mayHaveActed = fields.mayHaveActed ?? false;
    this.gatewayCode = fields.gatewayCode ?? null;
    this.downSince = fields.downSince ?? null;
  }
}
