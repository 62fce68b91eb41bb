import { useEffect } from 'react';
import { STATE_LOOK } from '../../components/badges/protection-row-badge';
import { useFleet } from '../../components/fleet/use-fleet';
import { attentionCount } from '../../components/page-head';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isInError } from '../../core/servers/server';

const ICONS = { ok: '/favicon-ok.svg', warn: '/favicon-warn.svg', bad: '/favicon-bad.svg' } as const;

/** The worst level of the watched, unacknowledged servers. */
export function fleetLevel(servers: readonly JudgedServer[]): keyof typeof ICONS {
  const levels = servers
    .filter(({ isGone, standing }) => !isGone && standing === 'watched')
    .map(({ protection, server }) => (isInError(server) ? 'bad' : STATE_LOOK[protection.state].level));
  return levels.includes('bad') ? 'bad' : levels.includes('warn') ? 'warn' : 'ok';
}

/** Shows the state of the fleet in the tab: a number in its title, a colour in its icon. */
export function FleetSignal() {
  const { fleet } = useFleet();
  useEffect(() => {
    if (fleet === null) return;
    attentionCount.set(fleet.summary.needsAttentionCount);
    document.querySelector('link[rel="icon"]')?.setAttribute('href', ICONS[fleetLevel(fleet.servers)]);
  }, [fleet]);
  return null;
}
