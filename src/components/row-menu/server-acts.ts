import type { LucideIcon } from 'lucide-react';
import Columns2 from 'lucide-react/icons/columns-2';
import HardDrive from 'lucide-react/icons/hard-drive';
import Plus from 'lucide-react/icons/plus';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import History from 'lucide-react/icons/rotate-ccw-clock';
import ScrollText from 'lucide-react/icons/scroll-text';
import ServerIcon from 'lucide-react/icons/server';
import { idKey } from '../../core/backups/backup';
import { comparisonQuery } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { comparePath } from '../../routes/compare-path';
import { paths } from '../../routes/paths';
import type { DialogRoute } from '../../routes/use-dialog-route';

/** An action that leads to something of a server. */
export interface ServerWay {
  readonly Icon: LucideIcon;
  readonly effect: { readonly kind: 'go'; readonly to: string };
}

/** The dialog of a change; null without a good backup to make it with. */
export interface ServerChange {
  readonly Icon: LucideIcon;
  readonly effect: { readonly kind: 'dialog'; readonly dialog: DialogRoute } | null;
}

/** The actions for a server, in its menu and in the palette; null for changes of a deleted one. */
export function serverActs({ key, isGone, protection: { newestGood } }: JudgedServer) {
  const ofServer = new URLSearchParams({ server: key });
  const change = (Icon: LucideIcon, dialog: DialogRoute | null): ServerChange | null =>
    isGone ? null : { Icon, effect: dialog === null ? null : { kind: 'dialog', dialog } };
  const go = (Icon: LucideIcon, to: string): ServerWay => ({ Icon, effect: { kind: 'go', to } });
  return {
    restoreNewest: change(
      RotateCcw,
      newestGood === null ? null : { kind: 'restore', backupKey: idKey(newestGood.id) },
    ),
    restoreBefore: change(History, newestGood === null ? null : { kind: 'restoreBefore', serverKey: key }),
    backUp: change(Plus, { kind: 'create', serverKey: key }),
    serverBackups: go(HardDrive, paths.backups(ofServer)),
    server: go(ServerIcon, paths.server(key)),
    compareServer: go(Columns2, comparePath(comparisonQuery({ kind: 'servers', keys: [key, null] }))),
    serverActivity: go(ScrollText, paths.activity(ofServer)),
  };
}
