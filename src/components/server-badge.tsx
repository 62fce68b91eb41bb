import CircleHelp from 'lucide-react/icons/circle-question-mark';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Power from 'lucide-react/icons/power';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { Server } from '../core/servers/server';
import { Badge, RowBadge, type Tone } from '../ui/badge';
import { hint } from '../ui/hint';
import { rowHint } from '../ui/table/column';
import { serverStatusLabel } from './backup-labels';
import { useI18n } from './i18n/i18n-provider';

const UNKNOWN_LOOK = { tone: 'idle', icon: CircleHelp } as const;

const STATUS_LOOK: ReadonlyMap<string, { tone: Tone; icon: typeof Power }> = new Map([
  ['stopped', { tone: 'idle', icon: Power }],
  ['suspended', { tone: 'warn', icon: TriangleAlert }],
  ['restoring', { tone: 'run', icon: LoaderCircle }],
  ['error', { tone: 'bad', icon: TriangleAlert }],
]);

export function ServerBadge({ server, isGone }: { server: Server | null; isGone: boolean }) {
  const i18n = useI18n();
  if (isGone) {
    return (
      <span {...hint(i18n.t('overview.goneHint'))}>
        <Badge tone="idle" icon={<CircleHelp size={13} aria-hidden="true" />}>
          {i18n.t('overview.gone')}
        </Badge>
      </span>
    );
  }
  const status = unusualStatus(server);
  if (status === null) return null;
  const { tone, icon: Icon } = STATUS_LOOK.get(status) ?? UNKNOWN_LOOK;
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden="true" />}>
      {serverStatusLabel(status, i18n)}
    </Badge>
  );
}

/** The same in a row of a table. */
export function ServerRowBadge({
  server,
  isGone,
  isActive,
}: {
  server: Server | null;
  isGone: boolean;
  isActive: boolean;
}) {
  const i18n = useI18n();
  if (isGone) {
    return (
      <RowBadge tone="idle" {...hint(i18n.t('overview.goneHint'))}>
        {i18n.t('overview.gone')}
      </RowBadge>
    );
  }
  const status = unusualStatus(server);
  if (status === null) return null;
  const { tone } = STATUS_LOOK.get(status) ?? UNKNOWN_LOOK;
  const label = serverStatusLabel(status, i18n);
  return (
    <RowBadge tone={tone} {...rowHint(isActive, () => label, 'cut')}>
      {label}
    </RowBadge>
  );
}

/** Null of a server that runs, or whose status is unknown. */
export function unusualStatus(server: Server | null | undefined): string | null {
  return server == null || server.status === 'active' ? null : server.status;
}
