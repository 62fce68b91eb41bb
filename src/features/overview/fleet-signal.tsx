import { useEffect } from 'react';
import { STATE_LOOK } from '../../components/badges/protection-row-badge';
import { useFleet } from '../../components/fleet/use-fleet';
import { attentionCount } from '../../components/page-head';
import { isInError } from '../../core/servers/server';

const ICONS = { ok: '/favicon-ok.svg', warn: '/favicon-warn.svg', bad: '/favicon-bad.svg' } as const;

/** Shows the state of the fleet in the tab: the number in its title, the colour in its icon. */
export function FleetSignal() {
  const { fleet } = useFleet();
  useEffect(() => {
    if (fleet === null) return;
    const levels = fleet.servers
      .filter(({ isGone }) => !isGone)
      .map(({ protection, server }) => (isInError(server) ? 'bad' : STATE_LOOK[protection.state].level));
    const level = levels.includes('bad') ? 'bad' : levels.includes('warn') ? 'warn' : 'ok';
    attentionCount.set(fleet.summary.needsAttentionCount);
    document.querySelector('link[rel="icon"]')?.setAttribute('href', ICONS[level]);
  }, [fleet]);
  return null;
}
