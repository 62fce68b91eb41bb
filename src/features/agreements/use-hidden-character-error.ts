import { useI18n } from '../../components/i18n/i18n-provider';
import { hiddenIn } from '../../core/lib/foreign-text';

/** Names the invisible character that keeps a text from being saved; null without one. */
export function useHiddenCharacterError(text: string): string | null {
  const { t } = useI18n();
  const hidden = hiddenIn(text);
  return hidden === null ? null : t('text.hidden', { name: hidden });
}
