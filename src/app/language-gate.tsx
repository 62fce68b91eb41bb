import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { usePreferences } from '../browser/storage/preferences';
import { I18nProvider } from '../components/i18n/i18n-provider';
import { type LanguagePack, loadLanguage, resolveLanguage } from '../core/text/language';
import { showToast } from '../ui/overlays/toast-store';

/** Provides the app's language and changes it without a reload. */
export function LanguageGate({ firstPack, children }: { firstPack: LanguagePack; children: ReactNode }) {
  const { language: choice } = usePreferences();
  const wanted = resolveLanguage(choice, navigator.languages);
  const [pack, setPack] = useState(firstPack);
  useEffect(() => {
    document.documentElement.lang = pack.language;
  }, [pack]);
  useEffect(() => {
    if (pack.language === wanted) return;
    let isCurrent = true;
    loadLanguage(wanted).then(
      // A transition keeps the page visible while `AllWords` loads the new language.
      (loaded) => isCurrent && startTransition(() => setPack(loaded)),
      () =>
        showToast({
          tone: 'bad',
          text: 'The language could not be loaded. · De taal kon niet worden geladen.',
        }),
    );
    return () => {
      isCurrent = false;
    };
  }, [pack, wanted]);
  return <I18nProvider pack={pack}>{children}</I18nProvider>;
}
