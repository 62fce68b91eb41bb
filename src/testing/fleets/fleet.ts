import { within } from '@testing-library/react';
import { setPreferences } from '../../browser/storage/preferences';
import { HOUR_MS } from '../../core/lib/time-units';
import { TEST_NOW } from '../clock';
import type { Entry } from '../faults';
import type { TestGateway } from '../gateway';
import { type AppSetup, findWhole, renderApp, rowsOf, type TestApp } from '../pages/app';

/** For tests of verdicts: a provider with given backups, and locators for the page. */

/** A backup for a test: completed and automatic by default. */
export interface ToldBackup {
  readonly id: number;
  readonly hoursAgo: number;
  readonly type?: string;
  readonly status?: string;
  readonly sizeMb?: number | null;
  /** The provider writes a date that cannot be read. */
  readonly isUndated?: boolean;
  readonly description?: string;
  /** Null for a backup that never expires. Default 30; null for manual ones. */
  readonly keptDays?: number | null;
}

/** The moment `hours` before the one at which every component test begins, ISO. */
export function hoursAgo(hours: number): string {
  return new Date(TEST_NOW - hours * HOUR_MS).toISOString();
}

/** The backups of one server, as the provider writes them. */
export function backupsOf(server: { id: number; name: string }, backups: readonly ToldBackup[]): Entry[] {
  return backups.map((told) => {
    const { type = 'automatic', status = 'completed', sizeMb = status === 'completed' ? 4000 : null } = told;
    const { keptDays = type === 'manual' ? null : 30 } = told;
    return {
      id: told.id,
      server,
      backup_type: type,
      status,
      size_mb: sizeMb,
      created_at: told.isUndated === true ? 'some day' : hoursAgo(told.hoursAgo),
      expires_at: keptDays === null ? null : hoursAgo(told.hoursAgo - keptDays * 24),
      description: told.description ?? '',
    };
  });
}

/** Automatic backups a day apart, the newest `newestHoursAgo`; ids count up from `firstId`. */
export function daily(firstId: number, newestHoursAgo: number, count: number): ToldBackup[] {
  return Array.from({ length: count }, (_, index) => ({
    id: firstId + index,
    hoursAgo: newestHoursAgo + index * 24,
  }));
}

/** From now on the provider has exactly these backups, for every caller. */
export function holdBackups({ fault }: Pick<TestGateway, 'fault'>, entries: () => readonly Entry[]): void {
  fault(
    'GET /backups/',
    (_carryOut, call) => {
      const wanted = new URLSearchParams(call.path.split('?')[1]).get('server_id');
      const results = entries().filter(
        ({ server }) => wanted === null || JSON.stringify(server).includes(`"id":${wanted},`),
      );
      return Response.json({ count: results.length, results });
    },
    Number.POSITIVE_INFINITY,
  );
}

/** From now on the provider has exactly these servers. */
export function holdServers({ fault }: Pick<TestGateway, 'fault'>, servers: readonly Entry[]): void {
  fault(
    'GET /servers/',
    () => Response.json({ count: servers.length, results: servers }),
    Number.POSITIVE_INFINITY,
  );
}

/** The app with all times in UTC, so that days mean the same on every machine. */
export function renderInUtc(setup: AppSetup = {}): Promise<TestApp> {
  setPreferences({ timeZone: 'utc' });
  return renderApp({ path: '/', ...setup });
}

export const WEB = { id: 7, name: 'web' };

/** A page of an account with one server, and what `setup` adds. */
export function renderWeb(backups: readonly ToldBackup[], setup: AppSetup = {}): Promise<TestApp> {
  return renderInUtc({
    path: '/servers/7',
    ...setup,
    before: (gateway) => {
      holdServers(gateway, [WEB]);
      holdBackups(gateway, () => backupsOf(WEB, backups));
    },
  });
}

/** The table of servers on the Overview, once it is there. */
export function findServers(): Promise<HTMLElement> {
  return findWhole('Servers');
}

/** The names of the servers in a table, top first. */
export function namesIn(table: HTMLElement): string[] {
  return within(table)
    .getAllByRole('link')
    .map((link) => link.textContent ?? '');
}

/** The row of a server. */
export function serverRow(table: HTMLElement, name: string): HTMLElement {
  const row = rowsOf(table).find((each) => within(each).queryByRole('link', { name }) !== null);
  if (row === undefined) throw new Error(`${name} is in no row that is drawn.`);
  return row;
}
