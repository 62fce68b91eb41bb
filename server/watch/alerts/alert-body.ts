import { cut } from '../../../src/core/contract/error-words';
import { chatText } from './chat-text';
import type { Message } from './message';

const MAX_CONTENT_LENGTH = 2000;

export interface BodyOptions {
  /** The same in every attempt, so that a receiver can recognise a repeated message. */
  readonly id: string;
  /** Epoch ms of the clock by which servers are judged. */
  readonly atMs: number;
  /** The dashboard's address, without a trailing slash. */
  readonly linkBase: string;
  /** Never sent, whatever the provider says: the token. */
  readonly secret: string | null;
}

/**
 * The JSON body of a message. Slack and Mattermost show `text`, Discord `content`; `allowed_mentions` keeps Discord
 * from notifying anybody. Source: the services' documentation of incoming webhooks.
 */
export function alertBody(message: Message, { id, atMs, linkBase, secret }: BodyOptions): string {
  const { event, server, state, previous, reason } = message;
  const link = linkBase + message.path;
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
