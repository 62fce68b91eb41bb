import type { EndCause } from '../../../src/core/agreements/agreement';
import { acknowledgementEnd } from '../../../src/core/agreements/standing';
import { type Id, idKey } from '../../../src/core/backups/backup';
import { ALERT_LEVELS, type AlertLevel, alertLevelOf, type WatchEvent } from '../../../src/core/fleet/alerts';
import { errorsFirst, type JudgedServer, needsAttention, worstFirst } from '../../../src/core/fleet/fleet';
import { mainReason, stateWords, UNSEEN_SERVERS } from '../english';
import { plainName } from './chat-text';

/** Servers named in a summary; the rest are counted. */
const MAX_NAMED = 10;

type AlertEvent =
  | Exclude<AlertLevel, 'good'>
  | 'summary'
  | 'recovered'
  | 'blind'
  | 'schedule_failed'
  | 'schedule_missed'
  | 'schedule_recovered'
  | 'test';

/** An alert before it has an id. */
export interface Message {
  readonly event: AlertEvent;
  /** Null if it concerns no single server. */
  readonly server: { readonly id: Id; readonly name: string } | null;
  /** The protection state (`never`, `old`…); null without a server, or when its state is unknown. */
  readonly state: string | null;
  /** The server's previous event; null if there was none. */
  readonly previous: AlertEvent | null;
  /** One sentence for people, shown before the reason. */
  readonly headline: string;
  /** Without line breaks. */
  readonly reason: string;
  /** Path of the page to open, such as `/servers/12345`. */
  readonly path: string;
}

/** The servers as last read. */
export interface Seen {
  readonly servers: ReadonlyMap<string, JudgedServer>;
  /** False if only servers with backups are visible. */
  readonly areServersKnown: boolean;
  /** When they were judged, epoch ms. */
  readonly judgedAtMs: number;
}

const ABOUT_ALL = { server: null, state: null, previous: null, path: '/' } as const;

const HEADLINES: Readonly<Record<Exclude<AlertLevel, 'good'>, string>> = {
  late: 'the backup is late',
  tooFew: 'fewer good backups than agreed',
  shortReach: 'its backups do not reach back as far as agreed',
  expiring: 'the last good backup expires soon',
  missed: 'backups were missed',
  failing: 'backups are failing',
  unprotected: 'unprotected',
  error: 'the server is in error',
};

/** @param blindReason why nothing could be read; null if everything was read and there was no server */
export function messageOf(event: WatchEvent, seen: Seen, blindReason: string | null): Message {
  switch (event.kind) {
    case 'changed': {
      const judged = seen.servers.get(event.key);
      return judged === undefined ? vanishedMessage(event) : changeMessage(event, judged, seen.judgedAtMs);
    }
    case 'summary':
      return summaryMessage([...seen.servers.values()], seen.areServersKnown);
    case 'blind':
      if (blindReason === null) return { ...ABOUT_ALL, event: 'blind', ...EMPTIED };
      return {
        ...ABOUT_ALL,
        event: 'blind',
        headline:
          "The provider couldn't be read three times in a row. Until it can, the state of all servers is unknown.",
        reason: plainName(blindReason, MAX_REASON_LENGTH),
      };
    case 'seeing':
      return {
        ...ABOUT_ALL,
        event: 'recovered',
        previous: 'blind',
        headline: 'The provider can be read again.',
        reason: seen.areServersKnown ? 'All servers are checked again.' : UNSEEN_SERVERS,
      };
  }
}

export const TEST_MESSAGE: Message = {
  ...ABOUT_ALL,
  event: 'test',
  headline: 'This is a test alert. Nothing is wrong.',
  reason: 'A test alert was requested in Settings.',
  path: '/settings',
};

const MAX_REASON_LENGTH = 500;
const EMPTIED = {
  headline: 'The account no longer lists any server. Until it does, the state of all servers is unknown.',
  reason: 'There were servers before. Check that the token belongs to the right account.',
} as const;

type Change = Extract<WatchEvent, { kind: 'changed' }>;

function previousOf({ from }: Change): AlertEvent | null {
  return from === null || from === 'good' ? null : from;
}

/** A server known only from its backups, which has none left. */
function vanishedMessage(change: Change): Message {
  const name = plainName(change.key);
  return {
    event: 'unprotected',
    server: { id: change.key, name },
    state: null,
    previous: previousOf(change),
    headline: `Server ${name}: ${HEADLINES.unprotected}.`,
    reason: 'Its backups are no longer listed, and the token may not read the list of servers.',
    path: `/servers/${encodeURIComponent(change.key)}`,
  };
}

function changeMessage(change: Change, judged: JudgedServer, judgedAtMs: number): Message {
  const { to, wasSilenced = false } = change;
  const { state } = judged.protection;
  const name = plainName(judged.name);
  const isExact = state === to || to === 'good' || to === 'error';
  return {
    event: to === 'good' ? 'recovered' : to,
    server: { id: judged.id, name },
    state,
    previous: previousOf(change),
    // `never` and `old` share an event with another state, but are named.
    headline: `${name}: ${to === 'good' ? 'protected again' : isExact ? HEADLINES[to] : stateWords(judged).toLowerCase()}.`,
    reason: `${wasSilenced ? endText(judged, judgedAtMs) : ''}${plainName(mainReason(judged, judgedAtMs), MAX_REASON_LENGTH)}`,
    path: `/servers/${encodeURIComponent(idKey(judged.id))}`,
  };
}

const END_TEXTS: Readonly<Record<EndCause, string>> = {
  worse: 'The acknowledgement ended because it got worse. ',
  good: 'The acknowledgement ended because there is a good backup again. ',
  date: 'The acknowledgement ended because its date has come. ',
};

/** Empty while the acknowledgement lasts, for instance if all is well before its date. */
function endText({ agreement, protection, server }: JudgedServer, judgedAtMs: number): string {
  const known = agreement?.acknowledgement ?? null;
  if (known === null) return 'The acknowledgement has ended. ';
  const cause = acknowledgementEnd(known, protection, server, judgedAtMs);
  return cause === null ? '' : END_TEXTS[cause];
}

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
    ...ABOUT_ALL,
    event: 'summary',
    headline: `${watched} watched from now on${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.`,
    reason: areServersKnown ? reason : `${reason} ${UNSEEN_SERVERS}`,
  };
}
