import CircleHelp from 'lucide-react/icons/circle-question-mark';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Power from 'lucide-react/icons/power';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { Server } from '../core/servers/server';
import { Badge, type Tone } from '../ui/badge';
import { hint } from '../ui/hint';
import { serverStatusLabel } from './backup-labels';
import { useI18n } from './i18n/i18n-provider';

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
  if (server === null || server.status === null || server.status === 'active') return null;
  const { tone, icon: Icon } = STATUS_LOOK.get(server.status) ?? { tone: 'idle' as const, icon: CircleHelp };
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden="true" />}>
      {serverStatusLabel(server.status, i18n)}
    </Badge>
  );
}
