import type { LucideIcon } from 'lucide-react';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import CircleX from 'lucide-react/icons/circle-x';
import Clock3 from 'lucide-react/icons/clock-3';
import ClockAlert from 'lucide-react/icons/clock-exclamation-point';
import Hourglass from 'lucide-react/icons/hourglass';
import Layers2 from 'lucide-react/icons/layers-2';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import History from 'lucide-react/icons/rotate-ccw-clock';
import Ruler from 'lucide-react/icons/ruler';
import type { ProtectionState } from '../../core/protection/protection-state';
import { Badge } from '../../ui/icon-badge';
import { useI18n } from '../i18n/i18n-provider';
import { type ProtectionBadgeProps, protectionTone, useBackingUpText } from './protection-row-badge';

const STATE_ICON: Record<ProtectionState, LucideIcon> = {
  never: CircleDashed,
  unprotected: CircleX,
  failing: CircleAlert,
  missed: ClockAlert,
  late: Clock3,
  tooFew: Layers2,
  shortReach: Ruler,
  expiring: Hourglass,
  old: History,
  protected: CircleCheck,
};

export function ProtectionBadge(props: ProtectionBadgeProps) {
  const { t } = useI18n();
  const Icon = STATE_ICON[props.state];
  return (
    <Badge tone={protectionTone(props)} icon={<Icon size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {t(`protection.${props.state}`)}
    </Badge>
  );
}

export function RunningBadge({ since }: { since: string | null }) {
  const text = useBackingUpText(since);
  return (
    <Badge tone="run" icon={<LoaderCircle size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {text}
    </Badge>
  );
}
