import type { LucideIcon } from 'lucide-react';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import CircleX from 'lucide-react/icons/circle-x';
import Clock3 from 'lucide-react/icons/clock-3';
import ClockAlert from 'lucide-react/icons/clock-exclamation-point';
import Hourglass from 'lucide-react/icons/hourglass';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import History from 'lucide-react/icons/rotate-ccw-clock';
import { useNow } from '../browser/use-now';
import type { ProtectionState } from '../core/protection/protection-state';
import { Badge, type Tone } from '../ui/badge';
import { useI18n } from './i18n/i18n-provider';

/** `level`: what the state means for the fleet. */
export const STATE_LOOK: Record<
  ProtectionState,
  { tone: Tone; icon: LucideIcon; level: 'ok' | 'warn' | 'bad' }
> = {
  never: { tone: 'idle', icon: CircleDashed, level: 'bad' },
  unprotected: { tone: 'bad', icon: CircleX, level: 'bad' },
  failing: { tone: 'bad', icon: CircleAlert, level: 'bad' },
  missed: { tone: 'bad', icon: ClockAlert, level: 'bad' },
  late: { tone: 'warn', icon: Clock3, level: 'warn' },
  expiring: { tone: 'warn', icon: Hourglass, level: 'warn' },
  old: { tone: 'warn', icon: History, level: 'warn' },
  protected: { tone: 'ok', icon: CircleCheck, level: 'ok' },
};

export function ProtectionBadge({ state }: { state: ProtectionState }) {
  const { t } = useI18n();
  const { tone, icon: Icon } = STATE_LOOK[state];
  return (
    <Badge tone={tone} icon={<Icon size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {t(`protection.${state}`)}
    </Badge>
  );
}

/** A leaf, because it renders every second. */
function BackingUp({ since }: { since: string }) {
  const { t, format } = useI18n();
  const elapsed = format.duration(Math.max(0, useNow(1000) - Date.parse(since)));
  return <span>{t('fleet.running', { elapsed })}</span>;
}

export function RunningBadge({ since }: { since: string | null }) {
  const { t } = useI18n();
  return (
    <Badge tone="run" icon={<LoaderCircle size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {since === null ? t('protection.backingUp') : <BackingUp since={since} />}
    </Badge>
  );
}
