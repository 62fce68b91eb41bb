import type { JudgedServer } from '../../src/core/fleet/fleet';
import { isInError } from '../../src/core/servers/server';
import { messagesEn } from '../../src/core/text/messages-en';
import { reasonText } from '../../src/core/text/protection-text';
import { createTranslator, type Translator } from '../../src/core/text/translator';

/** For output outside the browser: English, and UTC because it is read on other machines. */
export const ENGLISH: Translator = createTranslator({ language: 'en', messages: messagesEn }, 'utc');

export const UNSEEN_SERVERS =
  "Servers without a backup can't be seen: the token may not read the list of servers.";

type Judged = Pick<JudgedServer, 'protection' | 'server'>;

/** "Never backed up", as on the page; "Server in error" whatever its backups are. */
export function stateWords({ protection, server }: Judged): string {
  return isInError(server) ? 'Server in error' : ENGLISH.t(`protection.${protection.state}`);
}

/** The main reason for a server's state, in one or two sentences. @param nowMs when it was judged */
export function mainReason({ protection, server }: Judged, nowMs: number): string {
  return [...errorReason(server), plain(reasonText(protection.reasons[0], nowMs, ENGLISH))].join(' ');
}

/** All reasons, one sentence each, the main one first. */
export function allReasons({ protection, server }: Judged, nowMs: number): string[] {
  return [
    ...errorReason(server),
    ...protection.reasons.map((reason) => plain(reasonText(reason, nowMs, ENGLISH))),
  ];
}

function errorReason(server: Judged['server']): string[] {
  return isInError(server) ? [ENGLISH.t('overview.serverError')] : [];
}

/** Some consoles and chats cannot show no-break spaces. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
