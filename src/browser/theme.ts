import { preferences } from './storage/preferences';

/** Applies the chosen theme, or the system's, and follows changes of both. */
export function followTheme(): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = preferences.get();
    const isDark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.classList.toggle('dark', isDark);
  };
  apply();
  system.addEventListener('change', apply);
  preferences.subscribe(apply);
}
