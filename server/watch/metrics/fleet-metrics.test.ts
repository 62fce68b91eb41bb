import { expect, it } from 'vitest';
import { PROTECTION_ORDER } from '../../../src/core/protection/protection-state';
import { readFleet } from '../../provider/read-fleet';
import { NOW } from '../../sandbox/testing';
import { fleetUpstream, listOf, wireBackup } from '../../testing/provider/fleet-upstream';
import { fleetMetrics } from './fleet-metrics';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEB = { id: 1, name: 'web "1"\\\n' };
const DB = { id: 2, name: 'db', status: 'active' };
const NEW = { id: 'a-3', name: 'new', status: 'error' };

async function textOf(backups: readonly unknown[]): Promise<string> {
  const upstream = fleetUpstream({ backups: () => listOf(backups), servers: () => listOf([WEB, DB, NEW]) });
  const reading = await readFleet({ upstream, signal: new AbortController().signal, now: () => NOW });
  if (reading.kind === 'blind') throw new Error(reading.reason);
  return await fleetMetrics(reading);
}

const BACKUPS = [
  ...[0, 1, 2, 3].map((days) => wireBackup(10 + days, WEB, NOW - 3 * HOUR_MS - days * DAY_MS)),
  wireBackup(20, WEB, NOW - 2 * DAY_MS, { status: 'failed', size_mb: null }),
  wireBackup(21, WEB, NOW - 8 * DAY_MS, { status: 'failed', size_mb: null }),
  wireBackup(22, DB, NOW - 60 * HOUR_MS, { backup_type: 'manual', expires_at: null, size_mb: 0.5 }),
];

it('shows the backups of each server', async () => {
  const lines = (await textOf(BACKUPS))
    .split('\n')
    .filter((line) => line.startsWith('vps_') && !line.includes('_state{'));
  const web = '{server_id="1",server_name="web \\"1\\"\\\\\\n"}';
  const db = '{server_id="2",server_name="db"}';
  const fresh = '{server_id="a-3",server_name="new"}';
  expect(lines.toSorted()).toEqual(
    [
      // A server of unknown status has no sample.
      `vps_backups_server_in_error${db} 0`,
      `vps_backups_server_in_error${fresh} 1`,
      `vps_backups_newest_good_timestamp_seconds${web} ${(NOW - 3 * HOUR_MS) / 1000}`,
      `vps_backups_newest_good_timestamp_seconds${db} ${(NOW - 60 * HOUR_MS) / 1000}`,
      `vps_backups_good_copies${web} 4`,
      `vps_backups_good_copies${db} 1`,
      `vps_backups_good_copies${fresh} 0`,
      `vps_backups_failed_recently${web} 1`,
      `vps_backups_failed_recently${db} 0`,
      `vps_backups_failed_recently${fresh} 0`,
      `vps_backups_stored_bytes${web} 4000000000`,
      `vps_backups_stored_bytes${db} 500000`,
      `vps_backups_stored_bytes${fresh} 0`,
      `vps_backups_manual_slots_used${web} 0`,
      `vps_backups_manual_slots_used${db} 1`,
      `vps_backups_manual_slots_used${fresh} 0`,
      // A manual copy never expires, and where there is none, no date is claimed.
      `vps_backups_exposure_timestamp_seconds${web} ${(NOW - 3 * HOUR_MS + 30 * DAY_MS) / 1000}`,
    ].toSorted(),
  );
});

it('has one series per state, one of which is 1', async () => {
  const states = (await textOf(BACKUPS))
    .split('\n')
    .filter((line) => /_state\{.*name="(?:db|new)"/.test(line));
  expect(states).toHaveLength(2 * (PROTECTION_ORDER.length + 2));
  expect(states.filter((line) => line.endsWith(' 1'))).toEqual([
    'vps_backups_state{server_id="2",server_name="db",state="protected"} 1',
    'vps_backups_state{server_id="a-3",server_name="new",state="never"} 1',
  ]);
});
