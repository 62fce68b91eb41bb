import type { Handler } from 'hono';
import * as v from 'valibot';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { gatewayError } from './gateway-error';
import type { GatewayEnv } from './http-env';
import type { Log } from './log';

export const CSP_REPORT_PATH = '/api/csp-report';
/** Name of the endpoint in `Reporting-Endpoints`. */
export const CSP_REPORT_GROUP = 'csp';

const MAX_BYTES = 8 * 1024;
const MAX_IN_A_REQUEST = 5;
const MAX_IN_A_WINDOW = 30;
const WINDOW_MS = MINUTE_MS;
const MAX_TEXT_LENGTH = 120;
const REPORT_TYPES = /^application\/(?:csp-report|reports\+json|json)\s*(?:;|$)/i;

const text = v.fallback(v.string(), '');
const line = v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger())), null);

/** What the log keeps of a report: bounded texts without query, fragment or code samples. */
export interface CspViolation {
  readonly directive: string;
  readonly blocked: string;
  readonly page: string;
  readonly source: string;
  readonly line: number | null;
}

/** Both forms of a report. Source: CSP level 3, "report-uri" and "report-to". */
const reportsSchema = v.union([
  v.pipe(
    v.object({
      'csp-report': v.object({
        'effective-directive': text,
        'blocked-uri': text,
        'document-uri': text,
        'source-file': text,
        'line-number': line,
      }),
    }),
    v.transform(({ 'csp-report': report }) => [
      violation(
        report['effective-directive'],
        report['blocked-uri'],
        report['document-uri'],
        report['source-file'],
        report['line-number'],
      ),
    ]),
  ),
  v.pipe(
    v.array(
      v.object({
        type: v.literal('csp-violation'),
        body: v.object({
          effectiveDirective: text,
          blockedURL: text,
          documentURL: text,
          sourceFile: text,
          lineNumber: line,
        }),
      }),
    ),
    v.transform((reports) =>
      reports
        .slice(0, MAX_IN_A_REQUEST)
        .map(({ body: one }) =>
          violation(one.effectiveDirective, one.blockedURL, one.documentURL, one.sourceFile, one.lineNumber),
        ),
    ),
  ),
]);

/** The violations in a browser's report; empty for anything else. */
export function cspViolations(body: unknown): CspViolation[] {
  const reports = v.safeParse(reportsSchema, body);
  return reports.success ? reports.output : [];
}

/** `POST /api/csp-report`, open to everybody: logs a line a violation, from at most 30 reports a minute. */
export function cspReportHandler(log: Log, now: () => number = () => performance.now()): Handler<GatewayEnv> {
  let windowEndsMs = 0;
  let left = 0;
  return async (c) => {
    if (now() >= windowEndsMs) {
      windowEndsMs = now() + WINDOW_MS;
      left = MAX_IN_A_WINDOW;
    }
    if (left <= 0) return gatewayError({ code: 'too_many_reports', detail: 'Too many reports; try later.' });
    left -= 1;
    const violations = await readViolations(c.req.raw);
    if (violations.length === 0) {
      return gatewayError({ code: 'bad_body', detail: 'This is no report of a content security policy.' });
    }
    for (const one of violations) log.event('csp_violation', { id: c.get('requestId'), ...one });
    return c.body(null, 204);
  };
}

async function readViolations(request: Request): Promise<CspViolation[]> {
  if (!REPORT_TYPES.test(request.headers.get('content-type') ?? '')) return [];
  try {
    const body = await request.text();
    return body.length > MAX_BYTES ? [] : cspViolations(JSON.parse(body));
  } catch {
    // Cut off, or not JSON.
    return [];
  }
}

function violation(
  directive: string,
  blocked: string,
  page: string,
  source: string,
  lineNumber: number | null,
): CspViolation {
  return {
    directive: bounded(directive),
    blocked: withoutQuery(blocked),
    page: withoutQuery(page),
    source: withoutQuery(source),
    line: lineNumber,
  };
}

/** Scheme, host and path of an address, only the scheme of `data:` and `blob:`. Words such as `inline` stay. */
function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return bounded(/^[\w-]*/.exec(address)?.[0] ?? '');
  const { protocol, host, pathname } = new URL(address);
  return bounded(host === '' ? protocol : `${protocol}//${host}${pathname}`);
}

function bounded(value: string): string {
  return value.slice(0, MAX_TEXT_LENGTH);
}
