import { isolated } from '../../core/lib/foreign-text';
import type { I18n } from './i18n-provider';

/** The translation of a provider's term under the key from `keyOf`; an undocumented term stays as it is. */
const labelOf = (keyOf: (word: string) => string) => (word: string, i18n: Pick<I18n, 'lookup'>) =>
  i18n.lookup(keyOf(word)) ?? isolated(word);

export const statusLabel = labelOf((word) => `status.${word}`);
export const typeLabel = labelOf((word) => `type.${word}`);
export const serverStatusLabel = labelOf((word) => `serverStatus.${word}`);
