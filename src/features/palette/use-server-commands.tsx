import { type ReactNode, useMemo } from 'react';
import { useNow } from '../../browser/use-now';
import { useFleet } from '../../components/fleet/use-fleet';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { commandId } from '../../components/recent-commands';
import { serverActs } from '../../components/row-menu/server-acts';
import { useWriteLock } from '../../components/write-lock';
import { idKey } from '../../core/backups/backup';
import { compareNames } from '../../core/backups/order';
import type { JudgedServer } from '../../core/fleet/fleet';
import { MINUTE_MS } from '../../core/lib/time-units';
import { type Action, NO_WORDS } from '../../core/palette/find';
import { targetOf } from '../../core/palette/match';
import { ForeignText } from '../../ui/foreign-text';
import type { Command } from './command';

interface FoundServer {
  readonly key: string;
  readonly target: ReturnType<typeof targetOf>;
  readonly judged: JudgedServer;
  readonly acts: ReturnType<typeof serverActs>;
}

export interface ServerCommands {
  /** By name. */
  readonly servers: readonly FoundServer[];
  readonly actions: readonly (Action<FoundServer, Command> & { readonly kind: string })[];
}

/** Every server with its actions. */
export function useServerCommands(): ServerCommands {
  const i18n = useI18n();
  const { fleet } = useFleet();
  const lock = useWriteLock();
  const nowMs = useNow(MINUTE_MS);
  const refusal = lock === null ? undefined : i18n.t(`readOnly.reason.${lock}`);
  const servers = useMemo(
    () =>
      (fleet?.servers ?? [])
        .toSorted((a, b) => compareNames(a.name, b.name))
        .map((judged) => {
          const { key, label, server, agreement } = judged;
          const others = [`#${key}`, server?.ipAddress, server?.location, server?.hostname];
          const words = [...others, ...(agreement?.tags ?? [])].join(' ');
          return { key, judged, acts: serverActs(judged), target: targetOf(label, words) };
        }),
    [fleet],
  );
  const actions = useMemo(() => serverActions(i18n, nowMs, refusal), [i18n, nowMs, refusal]);
  return { servers, actions };
}

type Label =
  | 'overview.backUpLabel'
  | 'palette.restoreNewest'
  | 'palette.restoreBefore'
  | 'palette.serverBackups'
  | 'compare.servers.with'
  | 'palette.serverActivity';

function serverActions(i18n: I18n, nowMs: number, refusal: string | undefined): ServerCommands['actions'] {
  const { t, tx, format } = i18n;
  // The name of an action without its server.
  const words = { server: '' };
  const name = ({ judged }: FoundServer) => ({ server: <ForeignText text={judged.label} /> });
  const backupDetail = (backup: JudgedServer['protection']['newestGood']) =>
    backup === null ? undefined : (
      <>
        <span translate="no">{`#${idKey(backup.id)}`}</span>{' '}
        <span>
          {backup.createdAt === null
            ? t('backups.row.createdUnknown')
            : format.rowDateTime(backup.createdAt, nowMs) + format.zoneMark}
        </span>
      </>
    );
  function action(
    kind: Exclude<keyof FoundServer['acts'], 'server'>,
    label: Label,
    moreWords = '',
    detailOf: (server: FoundServer) => ReactNode = () => undefined,
  ): ServerCommands['actions'][number] {
    return {
      kind,
      target: targetOf(t(label, words), moreWords),
      of: (server) => {
        const act = server.acts[kind];
        if (act === null || act.effect === null) return null;
        const { Icon, effect } = act;
        return {
          id: commandId(kind, server.key),
          Icon,
          label: tx(label, name(server)),
          detail: detailOf(server),
          ...(effect.kind === 'dialog' && { refusal }),
          effect,
          isRemembered: true,
        };
      },
    };
  }
  return [
    {
      kind: 'server',
      target: NO_WORDS,
      of: ({ key, acts, judged: { label, isGone, protection, server } }) => ({
        id: commandId('server', key),
        ...acts.server,
        label: <ForeignText text={label} />,
        detail: (
          <>
            <span>{isGone ? t('overview.gone') : t(`protection.${protection.state}`)}</span>{' '}
            <ForeignText text={server?.ipAddress ?? `#${key}`} />
          </>
        ),
        isRemembered: true,
      }),
    },
    action('backUp', 'overview.backUpLabel', t('create.button')),
    action('restoreNewest', 'palette.restoreNewest', t('backups.row.restore'), ({ judged }) =>
      backupDetail(judged.protection.newestGood),
    ),
    action('restoreBefore', 'palette.restoreBefore', t('server.before')),
    action('serverBackups', 'palette.serverBackups'),
    action('compareServer', 'compare.servers.with'),
    action('serverActivity', 'palette.serverActivity'),
  ];
}
