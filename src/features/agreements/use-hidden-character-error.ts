import { useI18n } from '../../components/i18n/i18n-provider';
import { hiddenIn } from '../../core/lib/foreign-text';

/** Names the character that keeps a text from being saved; null without one. @param find its rule */
export function useHiddenCharacterError(text: string, find = hiddenIn): string | null {
  const { t } = useI18n();
  const hidden = find(text);
  return hidden === null ? null : t('text.hidden', { name: hidden });
}
