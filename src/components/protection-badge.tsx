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
import type { Standing } from '../core/agreements/standing';
import type { ProtectionState } from '../core/protection/protection-state';
import { Badge, RowBadge, type Tone } from '../ui/badge';
import { rowHint } from '../ui/table/column';
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
  tooFew: { tone: 'warn', icon: CircleAlert, level: 'warn' },
  shortReach: { tone: 'warn', icon: History, level: 'warn' },
  expiring: { tone: 'warn', icon: Hourglass, level: 'warn' },
  old: { tone: 'warn', icon: History, level: 'warn' },
  protected: { tone: 'ok', icon: CircleCheck, level: 'ok' },
};

export function ProtectionBadge({ state, isGrey = false }: { state: ProtectionState; isGrey?: boolean }) {
  const { t } = useI18n();
  const { tone, icon: Icon } = STATE_LOOK[state];
  return (
    <Badge tone={isGrey ? 'idle' : tone} icon={<Icon size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {t(`protection.${state}`)}
    </Badge>
  );
}

/** The state in a row of a table; grey where people know about it or do not watch the server. */
export function ProtectionRowBadge({ state, standing }: { state: ProtectionState; standing: Standing }) {
  const { t } = useI18n();
  const isGrey = standing !== 'watched' && state !== 'protected';
  return <RowBadge tone={isGrey ? 'idle' : STATE_LOOK[state].tone}>{t(`protection.${state}`)}</RowBadge>;
}

/** "Acknowledged" or "Not watched"; nothing for a watched server. */
export function StandingRowBadge({ standing }: { standing: Standing }) {
  const { t } = useI18n();
  return standing === 'watched' ? null : <RowBadge tone="idle">{t(`standing.${standing}`)}</RowBadge>;
}

function useBackingUpText(since: string | null): string {
  const { t, format } = useI18n();
  const nowMs = useNow(1000);
  if (since === null) return t('protection.backingUp');
  return t('fleet.running', { elapsed: format.duration(Math.max(0, nowMs - Date.parse(since))) });
}

export function RunningBadge({ since }: { since: string | null }) {
  const text = useBackingUpText(since);
  return (
    <Badge tone="run" icon={<LoaderCircle size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {text}
    </Badge>
  );
}

/** The same in a row of a table. */
export function RunningRowBadge({ since, isActive }: { since: string | null; isActive: boolean }) {
  const text = useBackingUpText(since);
  return (
    <RowBadge tone="run" {...rowHint(isActive, () => text, 'cut')}>
      {text}
    </RowBadge>
  );
}
