import CircleHelp from 'lucide-react/icons/circle-question-mark';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Power from 'lucide-react/icons/power';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { Server } from '../../core/servers/server';
import { hint } from '../../ui/hints/hint';
import { Badge } from '../../ui/icon-badge';
import { useI18n } from '../i18n/i18n-provider';
import { serverStatusLabel } from '../i18n/provider-words';
import { serverTone, unusualStatus } from './server-row-badge';

const STATUS_ICON: ReadonlyMap<string, typeof Power> = new Map([
  ['stopped', Power],
  ['suspended', TriangleAlert],
  ['restoring', LoaderCircle],
  ['error', TriangleAlert],
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
  const Icon = STATUS_ICON.get(status) ?? CircleHelp;
  return (
    <Badge tone={serverTone(status)} icon={<Icon size={13} aria-hidden="true" />}>
      {serverStatusLabel(status, i18n)}
    </Badge>
  );
}
