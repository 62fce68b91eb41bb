import { type Id, idKey } from '../../../src/core/backups/backup';
import { ALERT_LEVELS, type AlertLevel, alertLevelOf, type WatchEvent } from '../../../src/core/fleet/alerts';
import { errorsFirst, type JudgedServer, needsAttention, worstFirst } from '../../../src/core/fleet/fleet';
import { mainReason, stateWords, UNSEEN_SERVERS } from '../english';
import { plainName } from './chat-text';

/** Named in a summary; the others are counted. */
const MAX_NAMED = 10;

export const ALERT_EVENTS = [
  'summary',
  'late',
  'expiring',
  'missed',
  'failing',
  'unprotected',
  'error',
  'recovered',
  'blind',
  'test',
] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** What is to be told, before it has an id. */
export interface Message {
  readonly event: AlertEvent;
  /** Null for what concerns the whole watch. */
  readonly server: { readonly id: Id; readonly name: string } | null;
  /** The exact state of the page: `never`, `old`…; null where no server is told of. */
  readonly state: string | null;
  /** The event told before of the same server; null when there was none. */
  readonly previous: AlertEvent | null;
  /** One line for people, of which the reason is a part. */
  readonly headline: string;
  /** In words, without a line break. */
  readonly reason: string;
  /** Where to look, below the address of the gateway: `/servers/12345`. */
  readonly path: string;
}

/** What the last reading says, for the words of a message. */
export interface Seen {
  readonly servers: ReadonlyMap<string, JudgedServer>;
  /** False when only those that have a backup can be seen. */
  readonly areServersKnown: boolean;
  /** The moment that they were judged at, epoch ms. */
  readonly judgedAtMs: number;
}

const HEADLINES: Readonly<Record<Exclude<AlertLevel, 'good'>, string>> = {
  late: 'the backup is late',
  expiring: 'the last good backup expires soon',
  missed: 'backups were missed',
  failing: 'backups are failing',
  unprotected: 'unprotected',
  error: 'the server is in error',
};

/** The message that an event of a reading becomes. `blindReason` is null when all was read, and there was no server. */
export function messageOf(event: WatchEvent, seen: Seen, blindReason: string | null): Message {
  switch (event.kind) {
    case 'changed': {
      const judged = seen.servers.get(event.key);
      return judged === undefined ? vanishedMessage(event) : changeMessage(event, judged, seen.judgedAtMs);
    }
    case 'summary':
      return summaryMessage([...seen.servers.values()], seen.areServersKnown);
    case 'blind':
      return blindReason === null
        ? { ...ABOUT_THE_WATCH, event: 'blind', ...EMPTIED }
        : {
            ...ABOUT_THE_WATCH,
            event: 'blind',
            headline:
              'The provider could not be read three times in a row. Until it can be, nothing is known of any server.',
            reason: plainName(blindReason, MAX_REASON_LENGTH),
          };
    case 'seeing':
      return {
        ...ABOUT_THE_WATCH,
        event: 'recovered',
        previous: 'blind',
        headline: 'The provider can be read again.',
        reason: seen.areServersKnown
          ? 'The provider answers, and all servers are watched again.'
          : `The provider answers. ${UNSEEN_SERVERS}`,
      };
  }
}

/** For "Send a test alert". */
export const TEST_MESSAGE: Message = {
  event: 'test',
  server: null,
  state: null,
  previous: null,
  headline: 'This is a test alert. Nothing is wrong.',
  reason: 'Somebody asked for a test alert in the settings.',
  path: '/settings',
};

const MAX_REASON_LENGTH = 500;
const ABOUT_THE_WATCH = { server: null, state: null, previous: null, path: '/' } as const;
const EMPTIED = {
  headline: 'The account lists no server any more. Until it does, nothing is known of any server.',
  reason: 'There were servers before. Is the token of the right account?',
} as const;

type Change = Extract<WatchEvent, { kind: 'changed' }>;

function previousOf({ from }: Change): AlertEvent | null {
  return from === null || from === 'good' ? null : from;
}

/** Of a server that was seen by its backups alone, and has none left; nothing but its id is known then. */
function vanishedMessage(change: Change): Message {
  const name = plainName(change.key);
  return {
    event: 'unprotected',
    server: { id: change.key, name },
    state: null,
    previous: previousOf(change),
    headline: `Server ${name}: ${HEADLINES.unprotected}.`,
    reason: 'No backup of it is listed any more, and the token has no right to the list of servers.',
    path: `/servers/${encodeURIComponent(change.key)}`,
  };
}

function changeMessage(change: Change, judged: JudgedServer, judgedAtMs: number): Message {
  const { to } = change;
  const { state } = judged.protection;
  const name = plainName(judged.name);
  const isExact = state === to || to === 'good' || to === 'error';
  return {
    event: eventOf(to),
    server: { id: judged.id, name },
    state,
    previous: previousOf(change),
    // A state without an event of its own is named by its own word.
    headline: `${name}: ${to === 'good' ? 'protected again' : isExact ? HEADLINES[to] : stateWords(judged).toLowerCase()}.`,
    reason: plainName(mainReason(judged, judgedAtMs), MAX_REASON_LENGTH),
    path: `/servers/${encodeURIComponent(idKey(judged.id))}`,
  };
}

function eventOf(level: AlertLevel): AlertEvent {
  return level === 'good' ? 'recovered' : level;
}

/** Where a count reads better with another word. */
const LEVEL_TEXTS: Readonly<Partial<Record<AlertLevel, string>>> = { good: 'protected', error: 'in error' };

function summaryMessage(servers: readonly JudgedServer[], areServersKnown: boolean): Message {
  const counts = ALERT_LEVELS.flatMap((level) => {
    const count = servers.filter(
      ({ protection, server }) => alertLevelOf(protection.state, server) === level,
    ).length;
    return count === 0 ? [] : [`${count} ${LEVEL_TEXTS[level] ?? level}`];
  });
  const ailing = errorsFirst(worstFirst(servers.filter(needsAttention)));
  const named = ailing
    .slice(0, MAX_NAMED)
    .map((judged) => `${plainName(judged.name)} (${stateWords(judged).toLowerCase()})`);
  if (ailing.length > MAX_NAMED) named.push(`${ailing.length - MAX_NAMED} more`);
  const watched = servers.length === 1 ? '1 server is' : `${servers.length} servers are`;
  const reason = named.length === 0 ? 'No server needs attention.' : `Needs attention: ${named.join(', ')}.`;
  return {
    ...ABOUT_THE_WATCH,
    event: 'summary',
    headline: `${watched} watched from now on${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.`,
    reason: areServersKnown ? reason : `${reason} ${UNSEEN_SERVERS}`,
  };
}
