import { useEffect } from 'react';
import { setAttention } from '../../browser/attention';
import { useFleet } from '../../components/fleet/use-fleet';
import { STATE_LOOK } from '../../components/protection-badge';
import { isInError } from '../../core/servers/server';

const ICONS = { ok: '/favicon-ok.svg', warn: '/favicon-warn.svg', bad: '/favicon-bad.svg' } as const;

/** Carries how the fleet is into the tab: the number into its title, the colour into its icon. */
export function FleetSignal() {
  const { fleet } = useFleet();
  useEffect(() => {
    if (fleet === null) return;
    const levels = fleet.servers
      .filter(({ isGone }) => !isGone)
      .map(({ protection, server }) => (isInError(server) ? 'bad' : STATE_LOOK[protection.state].level));
    const level = levels.includes('bad') ? 'bad' : levels.includes('warn') ? 'warn' : 'ok';
    setAttention({ count: fleet.summary.needsAttentionCount, level });
    document.querySelector('link[rel="icon"]')?.setAttribute('href', ICONS[level]);
  }, [fleet]);
  return null;
}
