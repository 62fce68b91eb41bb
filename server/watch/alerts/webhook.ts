import { createHmac } from 'node:crypto';
import { type CallOutcome, callOut } from './outgoing';

/** Where alerts go. From the settings; neither is ever shown, logged or stored. */
export interface Webhook {
  readonly url: string;
  /** Null when nothing is signed. */
  readonly secret: string | null;
}

/** `X-Signature-256` of the exact bytes of a body, as GitHub's webhooks write it. Source: RFC 2104. */
export function signatureOf(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export interface WebhookPost {
  /** The exact JSON text. */
  readonly body: string;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** Posts one message. Never rejects. */
export function postWebhook({ url, secret }: Webhook, post: WebhookPost): Promise<CallOutcome> {
  const body = new TextEncoder().encode(post.body);
  const headers = {
    'content-type': 'application/json',
    'user-agent': post.userAgent,
    ...(secret === null ? {} : { 'x-signature-256': signatureOf(body, secret) }),
  };
  return callOut({ method: 'POST', url, headers, body, signal: post.signal });
}

/** Tells the dead man's switch how a round went: its own address, or `/fail` below it. Never rejects. */
export function ping(
  pingUrl: string,
  isGood: boolean,
  { userAgent, signal }: Pick<WebhookPost, 'userAgent' | 'signal'>,
): Promise<CallOutcome> {
  const url = isGood ? pingUrl : failUrl(pingUrl);
  return callOut({ method: 'GET', url, headers: { 'user-agent': userAgent }, body: null, signal });
}

/** A query stays behind the path, where it was. */
export function failUrl(pingUrl: string): string {
  const url = new URL(pingUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/fail`;
  return url.href;
}
