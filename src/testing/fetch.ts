import { vi } from 'vitest';

/** A request as it left the app. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly init: RequestInit;
}

type Reply = Response | Error | ((request: SentRequest) => Response | Promise<Response>);

/**
 * Replaces the global `fetch` by one that returns these replies in turn, repeating the last one. Returns the requests.
 * Undo with `vi.unstubAllGlobals()`.
 */
export function stubFetch(...replies: readonly Reply[]): SentRequest[] {
  const sent: SentRequest[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request: SentRequest = {
      method: init.method ?? 'GET',
      url,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
      init,
    };
    sent.push(request);
    const reply = replies[Math.min(sent.length, replies.length) - 1];
    if (reply === undefined) throw new TypeError('No reply set');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? await reply(request) : reply.clone();
  });
  return sent;
}

export function jsonReply(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  return textReply(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });
}

export function textReply(text: string, status = 200, headers: HeadersInit = {}): Response {
  return new Response(status === 204 ? null : text, { status, headers });
}

/** A server that accepts the call and never answers; it rejects as `fetch` does when its signal fires. */
export function hangingReply(request: SentRequest): Promise<Response> {
  const { signal } = request.init;
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A success whose body is cut off: a connection that breaks half-way. */
export function cutReply(status = 200): Response {
  const body = new ReadableStream({
    start: (controller) => controller.error(new TypeError('terminated')),
  });
  return new Response(body, { status });
}

/** Requests with this method get this answer; `lost`: they are carried out, but the answer doesn't arrive. Returns how to end it. */
export function failMethod(method: string, answer: number | 'lost', path = /^/): () => void {
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method !== method || !path.test(url)) return await real(url, init);
    if (answer !== 'lost') return jsonReply({}, answer);
    await real(url, init);
    throw new TypeError('Failed to fetch');
  });
  return () => vi.stubGlobal('fetch', real);
}
