import Columns2 from 'lucide-react/icons/columns-2';
import HardDrive from 'lucide-react/icons/hard-drive';
import Plus from 'lucide-react/icons/plus';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import History from 'lucide-react/icons/rotate-ccw-clock';
import ScrollText from 'lucide-react/icons/scroll-text';
import ServerIcon from 'lucide-react/icons/server';
import { useMemo } from 'react';
import { useNow } from '../../browser/use-now';
import { useFleet } from '../../components/fleet/use-fleet';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { commandId } from '../../components/recent-commands';
import { useWriteLock } from '../../components/write-lock';
import { idKey } from '../../core/backups/backup';
import { compareNames } from '../../core/backups/order';
import { comparisonQuery } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { MINUTE_MS } from '../../core/lib/time-units';
import { type Action, NO_WORDS } from '../../core/palette/find';
import { targetOf } from '../../core/palette/match';
import { comparePath } from '../../routes/compare-path';
import { paths } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';
import type { Command } from './command';

export interface FoundServer {
  readonly key: string;
  readonly target: ReturnType<typeof targetOf>;
  readonly judged: JudgedServer;
}

export interface ServerCommands {
  /** By name. */
  readonly servers: readonly FoundServer[];
  readonly actions: readonly (Action<FoundServer, Command> & { readonly kind: string })[];
}

/** Every server, and what can be done with one. */
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
          const { key, label, server } = judged;
          const others = [`#${key}`, server?.ipAddress, server?.location, server?.hostname];
          return { key, judged, target: targetOf(label, others.join(' ')) };
        }),
    [fleet],
  );
  const actions = useMemo(() => serverActions(i18n, nowMs, refusal), [i18n, nowMs, refusal]);
  return { servers, actions };
}

function serverActions(i18n: I18n, nowMs: number, refusal: string | undefined): ServerCommands['actions'] {
  const { t, tx, format } = i18n;
  // The words of an action without a server.
  const words = { server: '' };
  const name = ({ judged }: FoundServer) => ({ server: <ForeignText text={judged.label} /> });
  return [
    {
      kind: 'server',
      target: NO_WORDS,
      of: ({ key, judged: { label, isGone, protection, server } }) => ({
        id: commandId('server', key),
        Icon: ServerIcon,
        label: <ForeignText text={label} />,
        detail: (
          <>
            <span>{isGone ? t('overview.gone') : t(`protection.${protection.state}`)}</span>{' '}
            <ForeignText text={server?.ipAddress ?? `#${key}`} />
          </>
        ),
        effect: { kind: 'go', to: paths.server(key) },
        isRemembered: true,
      }),
    },
    {
      kind: 'backUp',
      target: targetOf(t('overview.backUpLabel', words), t('create.button')),
      of: (server) =>
        server.judged.isGone
          ? null
          : {
              id: commandId('backUp', server.key),
              Icon: Plus,
              label: tx('overview.backUpLabel', name(server)),
              refusal,
              effect: { kind: 'dialog', dialog: { kind: 'create', serverKey: server.key } },
              isRemembered: true,
            },
    },
    {
      kind: 'restoreNewest',
      target: targetOf(t('palette.restoreNewest', words), t('backups.row.restore')),
      of: (server) => {
        const { newestGood } = server.judged.protection;
        if (newestGood === null || server.judged.isGone) return null;
        const key = idKey(newestGood.id);
        const { createdAt } = newestGood;
        return {
          id: commandId('restoreNewest', server.key),
          Icon: RotateCcw,
          label: tx('palette.restoreNewest', name(server)),
          detail: (
            <>
              <span translate="no">{`#${key}`}</span>{' '}
              <span>
                {createdAt === null
                  ? t('backups.row.createdUnknown')
                  : format.rowDateTime(createdAt, nowMs) + format.zoneMark}
              </span>
            </>
          ),
          refusal,
          effect: { kind: 'dialog', dialog: { kind: 'restore', backupKey: key } },
          isRemembered: true,
        };
      },
    },
    {
      kind: 'restoreBefore',
      target: targetOf(t('palette.restoreBefore', words), t('server.before')),
      of: (server) =>
        server.judged.isGone || server.judged.protection.newestGood === null
          ? null
          : {
              id: commandId('restoreBefore', server.key),
              Icon: History,
              label: tx('palette.restoreBefore', name(server)),
              refusal,
              effect: { kind: 'dialog', dialog: { kind: 'restoreBefore', serverKey: server.key } },
              isRemembered: true,
            },
    },
    {
      kind: 'serverBackups',
      target: targetOf(t('palette.serverBackups', words)),
      of: (server) => ({
        id: commandId('serverBackups', server.key),
        Icon: HardDrive,
        label: tx('palette.serverBackups', name(server)),
        effect: { kind: 'go', to: paths.backups(new URLSearchParams({ server: server.key })) },
        isRemembered: true,
      }),
    },
    {
      kind: 'compareServer',
      target: targetOf(t('compare.servers.with', words)),
      of: (server) => ({
        id: commandId('compareServer', server.key),
        Icon: Columns2,
        label: tx('compare.servers.with', name(server)),
        effect: {
          kind: 'go',
          to: comparePath(comparisonQuery({ kind: 'servers', keys: [server.key, null] })),
        },
        isRemembered: true,
      }),
    },
    {
      kind: 'serverActivity',
      target: targetOf(t('palette.serverActivity', words)),
      of: (server) => ({
        id: commandId('serverActivity', server.key),
        Icon: ScrollText,
        label: tx('palette.serverActivity', name(server)),
        effect: { kind: 'go', to: paths.activity(new URLSearchParams({ server: server.key })) },
        isRemembered: true,
      }),
    },
  ];
}
