import { chatText } from './chat-text';
import type { Message } from './message';

const MAX_CONTENT_LENGTH = 2000;

export interface BodyOptions {
  /** The same in every attempt, so that a receiver can drop what it had already. */
  readonly id: string;
  /** When it was seen, epoch ms of the clock that servers are judged by. */
  readonly atMs: number;
  /** Address of the gateway, without a slash at its end. */
  readonly linkBase: string;
  /** A text that must not be sent, whatever the provider says: the token. */
  readonly secret: string | null;
}

/**
 * The JSON text of a delivery. `text` is what Slack and Mattermost show, `content` what Discord does; each ignores the
 * rest. `allowed_mentions` tells Discord to call nobody. Source: the services' documents on incoming webhooks.
 */
export function alertBody(message: Message, { id, atMs, linkBase, secret }: BodyOptions): string {
  const link = linkBase + message.path;
  const words = chatText(`${message.headline} ${message.reason}`);
  // Slack takes these three for markup, and reads them back from their names; the other two are out already.
  const text = `${words.replaceAll('&', '&amp;')} ${link}`;
  const content = cut(words, MAX_CONTENT_LENGTH - link.length - 1);
  const body = {
    id,
    event: message.event,
    time: new Date(atMs).toISOString(),
    server: message.server,
    state: message.state,
    previous: message.previous,
    reason: message.reason,
    link,
    text,
    content: `${content} ${link}`,
    allowed_mentions: { parse: [] },
  };
  return JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'string' && secret !== null ? value.replaceAll(secret, '[secret]') : value,
  );
}

function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
