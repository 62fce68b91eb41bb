import type { JudgedServer } from '../../src/core/fleet/fleet';
import type { ProtectionState } from '../../src/core/protection/protection-state';
import { messagesEn } from '../../src/core/text/messages-en';
import { reasonText } from '../../src/core/text/protection-text';
import { createTranslator, type Translator } from '../../src/core/text/translator';

/** What the gateway says where no page is open: in English, and in UTC, for it is read on other machines. */
export const ENGLISH: Translator = createTranslator({ language: 'en', messages: messagesEn }, 'utc');

/** What must be known where the provider refuses the list of servers. */
export const UNSEEN_SERVERS =
  'Servers without a backup cannot be seen: the token has no right to the list of servers.';

/** "Never backed up", as the page says it. */
export function stateWords(state: ProtectionState): string {
  return ENGLISH.t(`protection.${state}`);
}

/** What explains a server's state, as one sentence. `nowMs` is the moment that it was judged at. */
export function mainReason({ protection }: Pick<JudgedServer, 'protection'>, nowMs: number): string {
  return plain(reasonText(protection.reasons[0], nowMs, ENGLISH));
}

/** Every reason as a sentence, the explanation first. */
export function allReasons({ protection }: Pick<JudgedServer, 'protection'>, nowMs: number): string[] {
  return protection.reasons.map((reason) => plain(reasonText(reason, nowMs, ENGLISH)));
}

/** Some consoles and chats show a no-break space as rubbish. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
