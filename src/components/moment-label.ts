import { backupPhase } from '../core/backups/backup';
import type { I18n } from './i18n/i18n-provider';

/** What the moment of a backup is called: nothing goes back to one of which no copy is known to be there. */
export function momentLabel(status: string | null, i18n: Pick<I18n, 't'>): string {
  const isCopy = status !== null && backupPhase({ status }) === 'completed';
  return i18n.t(isCopy ? 'facts.recoveryPoint' : 'facts.created');
}
