import type { ServerResponse } from 'node:http';

/**
 * How the provider may answer a call, by name. The first group refuses without acting; the second acts (creates,
 * deletes, restores) and then hides it.
 */
export type HostileBehaviour =
  | 'normal'
  | 'invalid' // 400 with words for each field
  | 'unauthorized' // 401
  | 'forbidden' // 403
  | 'missing' // 404
  | 'conflict' // 409
  | 'rate-limited-seconds' // 429, Retry-After: 90
  | 'rate-limited-date' // 429, Retry-After as a date 90 s ahead
  | 'html-error' // 500 with a page
  | 'redirect' // 307 to another host
  | 'cut' // connection closed before a byte
  | 'silent' // no byte, ever
  | 'cut-after-acting'
  | 'silent-after-acting'
  | 'html-error-after-acting'
  | 'cut-mid-body' // half of the answer, then closed
  | 'not-json' // success with a page
  | 'empty' // success without a body
  | 'endless' // a byte now and then, no end
  | 'flood'; // as many bytes as are read, no end

/** A JSON answer before it is sent; `body: undefined` sends none. */
export interface PlainAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const HTML_PAGE =
  '<!doctype html><title>Oops</title><h1>Something <b>broke</b></h1><script>alert(1)</script>';
const TRICKLE_MS = 100;

const REFUSALS: Partial<Record<HostileBehaviour, PlainAnswer>> = {
  invalid: {
    status: 400,
    body: {
      description: ['Ensure this field has no more than 255 characters.', 'Use <b>plain</b> text.'],
      server_id: ['This server cannot be backed up now.'],
      non_field_errors: ['The request could not be carried out.'],
    },
  },
  unauthorized: { status: 401, body: { detail: 'Invalid token.' } },
  forbidden: { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
  missing: { status: 404, body: { detail: 'Not found.' } },
  conflict: { status: 409, body: { detail: 'Another task is running on this server <i>now</i>.' } },
};

/** The answer of a behaviour that refuses without acting; undefined for every other behaviour. */
export function refusal(
  behaviour: HostileBehaviour,
  surroundings: { readonly nowMs: number; readonly elsewhere: string },
): PlainAnswer | undefined {
  switch (behaviour) {
    case 'rate-limited-seconds':
      return { status: 429, body: { detail: 'Request was throttled.' }, headers: { 'retry-after': '90' } };
    case 'rate-limited-date':
      return {
        status: 429,
        body: { detail: 'Request was throttled.' },
        headers: { 'retry-after': new Date(surroundings.nowMs + 90_000).toUTCString() },
      };
    case 'redirect':
      return { status: 307, headers: { location: surroundings.elsewhere } };
    default:
      return REFUSALS[behaviour];
  }
}

/** Whether the provider carries the call out before misbehaving. */
export function actsFirst(behaviour: HostileBehaviour): boolean {
  return !['cut', 'silent', 'html-error'].includes(behaviour);
}

/** Sends an answer as it is. */
export function sendPlain(response: ServerResponse, answer: PlainAnswer): void {
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...answer.headers,
  });
  response.end(body);
}

/** Sends an answer as the behaviour demands: broken, in part, or never. */
export function sendSpoilt(response: ServerResponse, behaviour: HostileBehaviour, answer: PlainAnswer): void {
  switch (behaviour) {
    case 'cut':
    case 'cut-after-acting':
      response.destroy();
      return;
    case 'silent':
    case 'silent-after-acting':
      return;
    case 'html-error':
    case 'html-error-after-acting':
      sendPage(response, 500);
      return;
    case 'not-json':
      sendPage(response, answer.status === 204 ? 200 : answer.status);
      return;
    case 'empty':
      sendPlain(response, { status: answer.status });
      return;
    case 'cut-mid-body':
      sendHalf(response, answer);
      return;
    case 'endless':
      startBody(response, answer);
      trickle(response);
      return;
    case 'flood':
      startBody(response, answer);
      flood(response);
      return;
    default:
      sendPlain(response, answer);
  }
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(HTML_PAGE);
}

function startBody(response: ServerResponse, answer: PlainAnswer): void {
  response.writeHead(answer.status === 204 ? 200 : answer.status, { 'content-type': 'application/json' });
  response.write('{"count": 1, "results": [');
}

function sendHalf(response: ServerResponse, answer: PlainAnswer): void {
  const body = JSON.stringify(answer.body ?? { detail: 'This answer is never sent in full.' });
  response.writeHead(answer.status === 204 ? 200 : answer.status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  });
  // Only once the first half is on its way: an earlier cut would be another behaviour.
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
}

function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), TRICKLE_MS);
  response.once('close', () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  const chunk = ' '.repeat(64 * 1024);
  const pour = (): void => {
    if (response.destroyed) return;
    while (response.write(chunk)) {
      // Until the reader falls behind; `drain` continues it.
    }
  };
  response.on('drain', pour);
  pour();
}
