import { useQuery } from '@tanstack/react-query';
import Bookmark from 'lucide-react/icons/bookmark';
import Clock from 'lucide-react/icons/clock';
import Columns2 from 'lucide-react/icons/columns-2';
import Keyboard from 'lucide-react/icons/keyboard';
import Languages from 'lucide-react/icons/languages';
import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Plus from 'lucide-react/icons/plus';
import Sun from 'lucide-react/icons/sun';
import Tv from 'lucide-react/icons/tv';
import { useMatch } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { type Preferences, setPreferences, usePreferences } from '../../browser/storage/preferences';
import { useBackupExports } from '../../components/backups/use-backup-exports';
import { useI18n } from '../../components/i18n/i18n-provider';
import { LANGUAGE_NAMES } from '../../components/i18n/language-names';
import { PAGE_LINKS } from '../../components/page-links';
import { commandId } from '../../components/recent-commands';
import { useOpenedViews, viewPath } from '../../components/saved-views';
import { useWriteLock } from '../../components/write-lock';
import { comparisonQuery } from '../../core/compare/comparison';
import { targetOf } from '../../core/palette/match';
import { comparePath } from '../../routes/compare-path';
import { paths, ROUTES } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';
import { showToast } from '../../ui/overlays/toast-store';
import type { NamedCommand } from './command';

const THEMES = [
  { theme: 'light', Icon: Sun },
  { theme: 'dark', Icon: Moon },
  { theme: 'system', Icon: Monitor },
] as const;
const LANGUAGES = ['en', 'nl'] as const;

/** The navigation's pages and the saved views. */
export function usePlaceCommands(): readonly NamedCommand[] {
  const { t } = useI18n();
  const views = useOpenedViews();
  // The settings, so that "dark" or "alerts" leads there.
  const settings = [
    t('settings.language'),
    t('settings.theme'),
    t('settings.timeZone'),
    t('settings.account'),
    t('readOnly.card.title'),
    t('alerts.title'),
  ];
  const pages = PAGE_LINKS.map(({ name, to, Icon }): NamedCommand => {
    const label = t(`nav.${name}`);
    return {
      id: commandId('page', name),
      Icon,
      label,
      target: targetOf(label, name === 'settings' ? settings.join(' ') : ''),
      effect: { kind: 'go', to },
    };
  });
  const wall: NamedCommand = {
    id: commandId('page', 'wall'),
    Icon: Tv,
    label: t('fleet.wall'),
    target: targetOf(t('fleet.wall')),
    effect: { kind: 'go', to: `${paths.overview()}?view=wall` },
  };
  const compare = (['servers', 'backups'] as const).map((kind): NamedCommand => {
    const label = t(`compare.${kind}.title`);
    return {
      id: commandId('page', `compare-${kind}`),
      Icon: Columns2,
      label,
      target: targetOf(label),
      effect: { kind: 'go', to: comparePath(comparisonQuery({ kind, keys: [null, null] })) },
    };
  });
  const saved = views.map(
    (view): NamedCommand => ({
      id: commandId('view', view.name),
      Icon: Bookmark,
      label: <ForeignText text={view.name} />,
      detail: t(`nav.${view.page}`),
      target: targetOf(view.name, t('views.title')),
      effect: { kind: 'go', to: viewPath(view) },
      isRemembered: true,
    }),
  );
  return [...pages, wall, ...compare, ...saved];
}

/** Actions that concern no particular server or backup. */
export function useActionCommands(): readonly NamedCommand[] {
  const { t, language } = useI18n();
  const { theme: chosenTheme, timeZone } = usePreferences();
  const lock = useWriteLock();
  const serverKey = useMatch(ROUTES.server)?.params.serverKey ?? null;
  const { data: list } = useQuery(backupsQuery());
  const exports = useBackupExports(list?.backups ?? []);
  const prefer = (change: Partial<Preferences>) => {
    if (!setPreferences(change)) showToast({ tone: 'info', text: t('settings.notRemembered') });
  };
  const action = (
    name: string,
    label: string,
    others: string,
    rest: Pick<NamedCommand, 'Icon' | 'effect' | 'detail' | 'refusal'>,
  ): NamedCommand => ({ id: commandId('action', name), label, target: targetOf(label, others), ...rest });
  const otherZone = timeZone === 'utc' ? 'local' : 'utc';
  return [
    action('create', t('create.button'), '', {
      Icon: Plus,
      refusal: lock === null ? undefined : t(`readOnly.reason.${lock}`),
      effect: { kind: 'dialog', dialog: { kind: 'create', serverKey } },
    }),
    ...THEMES.filter(({ theme }) => theme !== chosenTheme).map(({ theme, Icon }) =>
      action(`theme-${theme}`, t(`palette.theme.${theme}`), t('settings.theme'), {
        Icon,
        effect: { kind: 'do', act: () => prefer({ theme }) },
      }),
    ),
    ...LANGUAGES.filter((each) => each !== language).map((each) =>
      action(
        `language-${each}`,
        t('palette.language', { language: LANGUAGE_NAMES[each] }),
        t('settings.language'),
        { Icon: Languages, effect: { kind: 'do', act: () => prefer({ language: each }) } },
      ),
    ),
    action(`zone-${otherZone}`, t(`palette.zone.${otherZone}`), t('settings.timeZone'), {
      Icon: Clock,
      effect: { kind: 'do', act: () => prefer({ timeZone: otherZone }) },
    }),
    ...(list === undefined || list.backups.length === 0
      ? []
      : exports.map(({ label, Icon, onSelect }) =>
          action(`export-${label}`, label, `${t('export.label')} ${t('nav.backups')}`, {
            Icon,
            detail: t('palette.allBackups', { count: list.backups.length }),
            effect: { kind: 'do', act: onSelect },
          }),
        )),
    action('shortcuts', t('shortcuts.title'), '?', {
      Icon: Keyboard,
      effect: { kind: 'dialog', dialog: { kind: 'shortcuts' } },
    }),
  ];
}
