import { Gauge, Registry } from 'prom-client';
import { idKey } from '../../../src/core/backups/backup';
import { slotsUsed } from '../../../src/core/backups/quota';
import type { JudgedServer } from '../../../src/core/fleet/fleet';
import { failedSince } from '../../../src/core/fleet/fleet-summary';
import { DAY_MS } from '../../../src/core/lib/time-units';
import { PROTECTION_ORDER } from '../../../src/core/protection/protection-state';
import { isInError } from '../../../src/core/servers/server';
import type { FleetRead } from '../../provider/read-fleet';

const SERVER_LABELS = ['server_id', 'server_name'] as const;
const MEGABYTE = 1_000_000;
/** Acknowledged and unwatched servers raise no alert: this is then their state. */
export const METRIC_STATES = [...PROTECTION_ORDER, 'acknowledged', 'unwatched'] as const;

/** The servers as Prometheus text. What is unknown or does not exist is absent, never zero. */
export function fleetMetrics({ judgedAtMs, servers }: FleetRead): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `vps_backups_${name}`, help, labelNames: SERVER_LABELS, registers });
  const state = new Gauge({
    name: 'vps_backups_state',
    help: 'Protection of a server: 1 for the state that it is in, 0 for the others. A server whose trouble people acknowledged, or that they do not watch, is in that state alone.',
    labelNames: [...SERVER_LABELS, 'state'],
    registers,
  });
  const inError = gauge(
    'server_in_error',
    'Whether the provider reports the server itself in error, such as after a failed restore. Absent where its status is unknown.',
  );
  const newestGood = gauge(
    'newest_good_timestamp_seconds',
    'When the newest good backup was created. Absent while there is none.',
  );
  const goodCopies = gauge('good_copies', 'Good backups that are kept.');
  const failed = gauge('failed_recently', 'Backups of the last seven days that failed.');
  const stored = gauge('stored_bytes', 'Size of all backups; those of unknown size are not part of it.');
  const slots = gauge('manual_slots_used', 'Slots that manual backups take, of ten.');
  const exposure = gauge(
    'exposure_timestamp_seconds',
    'When the last good backup expires if no new one is made. Absent when it never does, or when that is unknown.',
  );

  for (const server of servers) {
    const { protection, standing } = server;
    const shown = standing === 'watched' ? protection.state : standing;
    const labels = { server_id: idKey(server.id), server_name: server.name };
    for (const one of METRIC_STATES) {
      state.set({ ...labels, state: one }, one === shown ? 1 : 0);
    }
    if (typeof server.server?.status === 'string') inError.set(labels, isInError(server.server) ? 1 : 0);
    const newestMs = newestGoodMs(server);
    if (newestMs !== null) newestGood.set(labels, newestMs / 1000);
    goodCopies.set(labels, protection.goodCount);
    failed.set(labels, failedSince(server.history, judgedAtMs - 7 * DAY_MS));
    stored.set(labels, Math.round(protection.storedMb * MEGABYTE));
    slots.set(labels, slotsUsed(server.backups, server.id));
    if (protection.exposure.kind === 'at') {
      exposure.set(labels, Date.parse(protection.exposure.iso) / 1000);
    }
  }
  return registry.metrics();
}

/** Null without a dated good backup. */
function newestGoodMs({ protection }: JudgedServer): number | null {
  const { newestGood, newestGoodAgeMs } = protection;
  if (newestGoodAgeMs === null || newestGood?.createdAt == null) return null;
  return Date.parse(newestGood.createdAt);
}
