/** The gateway's own answers: HTTP status, and whether the provider may have acted. */
const GATEWAY_ERRORS = {
  upstream_unreachable: { status: 502, reached: 'no' },
  upstream_cut: { status: 502, reached: 'maybe' },
  upstream_timeout: { status: 504, reached: 'maybe' },
  upstream_redirect: { status: 502, reached: 'maybe' },
  upstream_too_large: { status: 502, reached: 'maybe' },
  upstream_down: { status: 503, reached: 'no' },
  upstream_busy: { status: 503, reached: 'no' },
  host_refused: { status: 403, reached: 'no' },
  origin_refused: { status: 403, reached: 'no' },
  read_only: { status: 403, reached: 'no' },
  not_forwarded: { status: 404, reached: 'no' },
  method_refused: { status: 405, reached: 'no' },
  bad_query: { status: 400, reached: 'no' },
  bad_request: { status: 400, reached: 'no' },
  bad_body: { status: 400, reached: 'no' },
  body_too_large: { status: 413, reached: 'no' },
  duplicate_call: { status: 409, reached: 'no' },
  wrong_server: { status: 409, reached: 'no' },
  backup_kept: { status: 409, reached: 'no' },
  server_unknown: { status: 404, reached: 'no' },
  backup_unknown: { status: 404, reached: 'no' },
  backup_unverified: { status: 502, reached: 'no' },
  activity_unavailable: { status: 503, reached: 'no' },
  operation_unknown: { status: 404, reached: 'no' },
  operation_exists: { status: 409, reached: 'no' },
  operation_open: { status: 409, reached: 'no' },
  operation_settled: { status: 409, reached: 'no' },
  backup_not_restorable: { status: 409, reached: 'no' },
  server_restoring: { status: 409, reached: 'no' },
  metrics_refused: { status: 403, reached: 'no' },
  too_many_reports: { status: 429, reached: 'no' },
  watch_unavailable: { status: 503, reached: 'no' },
  other_account: { status: 403, reached: 'no' },
  changed_meanwhile: { status: 409, reached: 'no' },
  agreements_unavailable: { status: 503, reached: 'no' },
  no_webhook: { status: 409, reached: 'no' },
  schedule_unknown: { status: 404, reached: 'no' },
  schedule_changed: { status: 409, reached: 'no' },
  schedule_invalid: { status: 400, reached: 'no' },
  schedules_off: { status: 409, reached: 'no' },
  session_missing: { status: 401, reached: 'no' },
  session_expired: { status: 401, reached: 'no' },
  session_ended: { status: 401, reached: 'no' },
  session_unavailable: { status: 503, reached: 'no' },
  token_refused: { status: 401, reached: 'no' },
  token_unverified: { status: 502, reached: 'no' },
  sign_in_limited: { status: 429, reached: 'no' },
  sign_in_busy: { status: 503, reached: 'no' },
  wall_missing: { status: 401, reached: 'no' },
  wall_refused: { status: 401, reached: 'no' },
  wall_limited: { status: 429, reached: 'no' },
  wall_busy: { status: 503, reached: 'no' },
  wall_unavailable: { status: 503, reached: 'no' },
  wall_unreadable: { status: 502, reached: 'no' },
  wall_links_off: { status: 409, reached: 'no' },
  wall_links_full: { status: 409, reached: 'no' },
  wall_link_unknown: { status: 404, reached: 'no' },
  database_unavailable: { status: 503, reached: 'maybe' },
  shutting_down: { status: 503, reached: 'no' },
  internal_error: { status: 500, reached: 'maybe' },
} as const;

export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;

export interface GatewayFailure {
  readonly code: GatewayErrorCode;
  /** A sentence for the user. */
  readonly detail: string;
  /** Replaces the code's usual status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** When the outage began, ISO. */
  readonly since?: string;
  /** What is wrong with each field of a form. */
  readonly problems?: readonly object[];
}

/**
 * An answer of the gateway's own: `{"detail": "…", "gateway": {"code": "…", "reached": "no" | "maybe"}}` with the
 * code in `X-Gateway-Error` too. `reached` tells whether the call may have got to the provider.
 */
export function gatewayError(failure: GatewayFailure): Response {
  const { status, reached } = GATEWAY_ERRORS[failure.code];
  return Response.json(
    {
      detail: failure.detail,
      gateway: { code: failure.code, reached, since: failure.since },
      problems: failure.problems,
    },
    { status: failure.status ?? status, headers: { ...failure.headers, 'x-gateway-error': failure.code } },
  );
}

/** Whether the provider may have acted on a call that ended with this code. */
export function mayHaveReached(code: GatewayErrorCode): boolean {
  return GATEWAY_ERRORS[code].reached === 'maybe';
}

export function statusOfGatewayCode(code: GatewayErrorCode): number {
  return GATEWAY_ERRORS[code].status;
}

/** @param allow the methods of the path, as the `Allow` header lists them */
export function methodRefused(allow: string): GatewayFailure {
  return { code: 'method_refused', detail: `This path takes only ${allow}.`, headers: { allow } };
}

export const INTERNAL_ERROR: GatewayFailure = {
  code: 'internal_error',
  detail: 'Unexpected error in the dashboard. See its log.',
};
