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

/** Parts of a report are truncated in the log; queries, fragments and code samples are left out. */
const directive = v.pipe(v.fallback(v.string(), ''), v.transform(bounded));
const address = v.pipe(v.fallback(v.string(), ''), v.transform(withoutQuery));
const line = v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger())), null);

/** Both forms of a report. Source: CSP level 3, "report-uri" and "report-to". */
const reportsSchema = v.union([
  v.pipe(
    v.object({
      'csp-report': v.object({
        'effective-directive': directive,
        'blocked-uri': address,
        'document-uri': address,
        'source-file': address,
        'line-number': line,
      }),
    }),
    v.transform(({ 'csp-report': report }) => [
      {
        directive: report['effective-directive'],
        blocked: report['blocked-uri'],
        page: report['document-uri'],
        source: report['source-file'],
        line: report['line-number'],
      },
    ]),
  ),
  v.pipe(
    v.array(
      v.object({
        type: v.literal('csp-violation'),
        body: v.object({
          effectiveDirective: directive,
          blockedURL: address,
          documentURL: address,
          sourceFile: address,
          lineNumber: line,
        }),
      }),
    ),
    v.transform((reports) =>
      reports.slice(0, MAX_IN_A_REQUEST).map(({ body }) => ({
        directive: body.effectiveDirective,
        blocked: body.blockedURL,
        page: body.documentURL,
        source: body.sourceFile,
        line: body.lineNumber,
      })),
    ),
  ),
]);

type CspViolation = v.InferOutput<typeof reportsSchema>[number];

/** `POST /api/csp-report`, open to everybody: logs one line per violation, from at most 30 reports a minute. */
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
      return gatewayError({ code: 'bad_body', detail: 'This is not a content security policy report.' });
    }
    for (const one of violations) log.event('csp_violation', { id: c.get('requestId'), ...one });
    return c.body(null, 204);
  };
}

/** The violations in a browser's report; empty for anything else. */
async function readViolations(request: Request): Promise<CspViolation[]> {
  if (!REPORT_TYPES.test(request.headers.get('content-type') ?? '')) return [];
  try {
    const body = await request.text();
    const reports = v.safeParse(reportsSchema, body.length > MAX_BYTES ? null : JSON.parse(body));
    return reports.success ? reports.output : [];
  } catch {
    // Truncated, or not JSON.
    return [];
  }
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
