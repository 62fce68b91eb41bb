import { useQuery } from '@tanstack/react-query';
import Search from 'lucide-react/icons/search';
import { useMemo } from 'react';
import { useMatch } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { useI18n } from '../../components/i18n/i18n-provider';
import { commandId, recentCommands } from '../../components/recent-commands';
import { idKey } from '../../core/backups/backup';
import { bestOf, candidates, NO_WORDS, withIdFrom, withIdIn, withIds } from '../../core/palette/find';
import { queryOf } from '../../core/palette/match';
import { paths, ROUTES } from '../../routes/paths';
import type { Command, NamedCommand } from './command';
import { foundBackup, useBackupActions } from './use-backup-commands';
import { useActionCommands, usePlaceCommands } from './use-fixed-commands';
import { useServerCommands } from './use-server-commands';

const MAX_SHOWN = 50;
const MAX_RECENT_SHOWN = 5;
const MAX_LONGER_IDS = 8;

export interface CommandGroup {
  /** Null for search results, which are a single list. */
  readonly label: string | null;
  readonly commands: readonly Command[];
}

export interface FoundCommands {
  readonly groups: readonly CommandGroup[];
  /** Without the offer to search the backups. */
  readonly count: number;
  readonly isCut: boolean;
}

const OWN_WORDS = [{ target: NO_WORDS, of: (command: NamedCommand): Command => command }];

/** What the palette offers for a text, and before anything is typed. Computed on every render. */
export function useCommands(text: string): FoundCommands {
  const { t } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const backups = useMemo(() => withIds(list?.backups ?? []), [list]);
  const places = usePlaceCommands();
  const actions = useActionCommands();
  const { servers, actions: serverActions } = useServerCommands();
  const backupActions = useBackupActions();
  const shownServer = useMatch(ROUTES.server)?.params.serverKey ?? null;

  const withId = (id: string): Command | null => {
    const named = [...places, ...actions].find((command) => command.id === id);
    if (named !== undefined) return named;
    const kind = id.slice(0, id.indexOf(':'));
    const key = id.slice(kind.length + 1);
    const server = servers.find((each) => each.key === key);
    const serverAction = serverActions.find((each) => each.kind === kind);
    if (serverAction !== undefined) return server === undefined ? null : serverAction.of(server);
    const backup = backups.find(({ entry }) => idKey(entry.id) === key)?.entry;
    const backupAction = backupActions.find((each) => each.kind === kind);
    return backup === undefined ? null : (backupAction?.of(foundBackup(backup)) ?? null);
  };

  const offered = (): FoundCommands => {
    const here = servers.find(({ key }) => key === shownServer);
    const recent = recentCommands()
      .filter((id) => shownServer === null || id !== commandId('server', shownServer))
      .flatMap((id) => withId(id) ?? [])
      .slice(0, MAX_RECENT_SHOWN);
    const isNew = ({ id }: Command) => recent.every((each) => each.id !== id);
    const groups = [
      { label: t('palette.recent'), commands: recent },
      {
        label: t('palette.here'),
        commands: here === undefined ? [] : serverActions.slice(1).flatMap((action) => action.of(here) ?? []),
      },
      { label: t('palette.places'), commands: places },
      { label: t('palette.actions'), commands: actions },
    ].map(({ label, commands }, at) => ({ label, commands: at === 0 ? commands : commands.filter(isNew) }));
    return { groups: groups.filter(({ commands }) => commands.length > 0), count: 0, isCut: false };
  };

  if (text.trim() === '') return offered();
  const query = queryOf(text);
  const all = [
    ...candidates(query, [...places, ...actions], OWN_WORDS),
    ...candidates(query, servers, serverActions),
    ...candidates(query, withIdIn(text, backups).map(foundBackup), backupActions),
  ];
  const { shown, isCut } = bestOf(all, MAX_SHOWN);
  const longer = withIdFrom(text, backups, MAX_LONGER_IDS).flatMap(
    (backup) => backupActions[0]?.of(foundBackup(backup)) ?? [],
  );
  const commands = [...shown, ...longer];
  const search: Command = {
    id: commandId('action', 'search'),
    Icon: Search,
    label: t('palette.searchBackups', { text: text.trim() }),
    effect: { kind: 'go', to: paths.backups(new URLSearchParams({ q: text.trim() })) },
  };
  return { groups: [{ label: null, commands: [...commands, search] }], count: commands.length, isCut };
}
