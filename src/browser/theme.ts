import { preferences } from './preferences';

/** Keeps the page in the chosen theme: as chosen, or as the system says, also when that changes meanwhile. */
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
