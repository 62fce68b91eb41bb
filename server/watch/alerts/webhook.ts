import { createHmac } from 'node:crypto';
import { cut } from '../../../src/core/contract/error-words';
import type { AlertSettings } from './alert-settings';
import { chatText } from './chat-text';
import type { Message } from './message';
import { type CallOutcome, callOut } from './outgoing';

export interface SenderOptions {
  readonly settings: Pick<AlertSettings, 'webhook' | 'pingUrl'>;
  readonly version: string;
  readonly newId: () => string;
  /** The dashboard's address, without a trailing slash; known only after the start. */
  readonly linkBase: () => string;
  /** Never sent, whatever the provider says: the token. */
  readonly secret: string | null;
}

/** Calls the webhook and the ping address; its calls never reject. */
export interface Sender {
  /** The exact body of a message, with a new id, the same in every attempt. @param atMs epoch ms of the clock by which servers are judged */
  compose(message: Message, atMs: number): { readonly id: string; readonly body: string };
  /** Posts a body, signed where a secret is set. */
  post(body: string, signal: AbortSignal): Promise<CallOutcome>;
  /** Calls the ping address, or `/fail` below it. */
  ping(isGood: boolean, signal: AbortSignal): Promise<CallOutcome>;
}

export function createSender({ settings, version, newId, linkBase, secret }: SenderOptions): Sender {
  const { webhook, pingUrl } = settings;
  const userAgent = { 'user-agent': `vps-backups/${version}` };
  return {
    compose(message, atMs) {
      const id = newId();
      return { id, body: alertBody(message, { id, atMs, linkBase, secret }) };
    },
    async post(text, signal) {
      if (webhook === null) throw new Error('ALERT_WEBHOOK_URL is not set.');
      const body = new TextEncoder().encode(text);
      const signature = webhook.secret !== null && { 'x-signature-256': signatureOf(body, webhook.secret) };
      const headers = { 'content-type': 'application/json', ...userAgent, ...signature };
      return await callOut({ method: 'POST', url: webhook.url, headers, body, signal });
    },
    async ping(isGood, signal) {
      if (pingUrl === null) throw new Error('PING_URL is not set.');
      const url = isGood ? pingUrl : failUrl(pingUrl);
      return await callOut({ method: 'GET', url, headers: userAgent, body: null, signal });
    },
  };
}

const MAX_CONTENT_LENGTH = 2000;

interface BodyOptions extends Pick<SenderOptions, 'linkBase' | 'secret'> {
  readonly id: string;
  readonly atMs: number;
}

/**
 * The JSON body of a message. Slack and Mattermost show `text`, Discord `content`; `allowed_mentions` keeps Discord
 * from notifying anybody. Source: the services' documentation of incoming webhooks.
 */
function alertBody(message: Message, { id, atMs, linkBase, secret }: BodyOptions): string {
  const { event, server, state, previous, reason } = message;
  const link = linkBase() + message.path;
  const words = chatText(`${message.headline} ${reason}`);
  const body = {
    id,
    event,
    time: new Date(atMs).toISOString(),
    server,
    state,
    previous,
    reason,
    link,
    // Slack decodes entities; `<` and `>` were replaced before.
    text: `${words.replaceAll('&', '&amp;')} ${link}`,
    content: `${cut(words, MAX_CONTENT_LENGTH - link.length - 1)} ${link}`,
    allowed_mentions: { parse: [] },
  };
  return JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'string' && secret !== null ? value.replaceAll(secret, '[secret]') : value,
  );
}

/** `X-Signature-256` of the exact bytes, in the form of GitHub's webhooks. */
function signatureOf(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Adds `/fail` to the path; a query stays. */
function failUrl(pingUrl: string): string {
  const url = new URL(pingUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/fail`;
  return url.href;
}
