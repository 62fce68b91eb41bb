import type { JudgedServer } from '../../src/core/fleet/fleet';
import { isInError } from '../../src/core/servers/server';
import { messagesEn } from '../../src/core/text/messages-en';
import { reasonText } from '../../src/core/text/protection-text';
import { createTranslator, type Translator } from '../../src/core/text/translator';

/** What the gateway says where no page is open: in English, and in UTC, for it is read on other machines. */
export const ENGLISH: Translator = createTranslator({ language: 'en', messages: messagesEn }, 'utc');

/** What must be known where the provider refuses the list of servers. */
export const UNSEEN_SERVERS =
  'Servers without a backup cannot be seen: the token has no right to the list of servers.';

type Told = Pick<JudgedServer, 'protection' | 'server'>;

/** "Never backed up", as the page says it; "Server in error" of a server that does not work itself. */
export function stateWords({ protection, server }: Told): string {
  return isInError(server) ? 'Server in error' : ENGLISH.t(`protection.${protection.state}`);
}

/** What explains a server's state, in one sentence, or two where the server is in error. `nowMs`: when it was judged. */
export function mainReason({ protection, server }: Told, nowMs: number): string {
  return [...errorReason(server), plain(reasonText(protection.reasons[0], nowMs, ENGLISH))].join(' ');
}

/** Every reason as a sentence, the explanation first. */
export function allReasons({ protection, server }: Told, nowMs: number): string[] {
  return [
    ...errorReason(server),
    ...protection.reasons.map((reason) => plain(reasonText(reason, nowMs, ENGLISH))),
  ];
}

function errorReason(server: Told['server']): string[] {
  return isInError(server) ? [ENGLISH.t('overview.serverError')] : [];
}

/** Some consoles and chats show a no-break space as rubbish. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
