import { useNow } from '../../browser/use-now';
import type { Standing } from '../../core/agreements/standing';
import type { ProtectionState } from '../../core/protection/protection-state';
import { RowBadge, type Tone } from '../../ui/badge';
import { rowHint } from '../../ui/table/column';
import { useI18n } from '../i18n/i18n-provider';

/** Without icons, which the first load does not include. `level`: severity of the state for the fleet. */
export const STATE_LOOK: Record<ProtectionState, { tone: Tone; level: 'ok' | 'warn' | 'bad' }> = {
  never: { tone: 'idle', level: 'bad' },
  unprotected: { tone: 'bad', level: 'bad' },
  failing: { tone: 'bad', level: 'bad' },
  missed: { tone: 'bad', level: 'bad' },
  late: { tone: 'warn', level: 'warn' },
  tooFew: { tone: 'warn', level: 'warn' },
  shortReach: { tone: 'warn', level: 'warn' },
  expiring: { tone: 'warn', level: 'warn' },
  old: { tone: 'warn', level: 'warn' },
  protected: { tone: 'ok', level: 'ok' },
};

export interface ProtectionBadgeProps {
  state: ProtectionState;
  standing: Standing;
}

/** Grey if the trouble is acknowledged or the server is not watched. */
export function protectionTone({ state, standing }: ProtectionBadgeProps): Tone {
  return standing !== 'watched' && state !== 'protected' ? 'idle' : STATE_LOOK[state].tone;
}

/** The state in a row of a table. */
export function ProtectionRowBadge(props: ProtectionBadgeProps) {
  const { t } = useI18n();
  return <RowBadge tone={protectionTone(props)}>{t(`protection.${props.state}`)}</RowBadge>;
}

/** "Acknowledged" or "Not watched"; nothing for a watched server. */
export function StandingRowBadge({ standing }: { standing: Standing }) {
  const { t } = useI18n();
  return standing === 'watched' ? null : (
    <RowBadge tone="idle" data-standing="">
      {t(`standing.${standing}`)}
    </RowBadge>
  );
}

export function useBackingUpText(since: string | null): string {
  const { t, format } = useI18n();
  const nowMs = useNow(1000);
  if (since === null) return t('protection.backingUp');
  return t('fleet.running', { elapsed: format.duration(Math.max(0, nowMs - Date.parse(since))) });
}

/** A running backup in a row of a table. */
export function RunningRowBadge({ since, isActive }: { since: string | null; isActive: boolean }) {
  const text = useBackingUpText(since);
  return (
    <RowBadge tone="run" {...rowHint(isActive, () => text, 'cut')}>
      {text}
    </RowBadge>
  );
}
