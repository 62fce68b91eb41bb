import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { answerJson, startServer } from './http';
import { laterClose } from './sign-in';
import { startWatchProcess, type WatchProcess } from './watch/watch-process';

/** Kills the gateway at the nth call with this name, before or after it is carried out. */
export interface Death {
  readonly call: string;
  readonly nth: number;
  readonly isCarriedOut: boolean;
}

export const CREATE = 'POST /backups/';
export const LIST = 'GET /backups/';
/** Killing at every step takes minutes; that is left to `npm run test:deploy`. */
export const isWholeMatrix = process.env['KILLS'] === 'all';
/** A takeover takes up to 25 s, and this machine may be busy. */
export const WAIT_MS = 90_000;

/** Status and body; null for an empty one. */
type Answer = readonly [number, unknown];

/**
 * A provider that kills a gateway at the chosen call. Names of calls leave out backup ids. @param carryOut the
 * provider's response to a call, given its path without prefix and query
 */
export async function startKillingProvider(carryOut: (method: string, path: string, body: string) => Answer) {
  let planned: { readonly death: Death; readonly kill: () => void } | null = null;
  let count = 0;
  const server = await startServer((outgoing, { method, url, body }) => {
    const path = url.replace(/^\/api\/v1/, '').replace(/\?.*$/, '');
    const name = `${method} ${path.replace(/^\/backups\/\d+\//, '/backups/{id}/')}`;
    if (planned?.death.call === name) count += 1;
    if (planned?.death.call === name && count === planned.death.nth) {
      const { death, kill } = planned;
      planned = null;
      if (death.isCarriedOut) carryOut(method, path, body);
      kill();
      return;
    }
    const [status, answer] = carryOut(method, path, body);
    if (answer === null) outgoing.writeHead(status).end();
    else answerJson(outgoing, status, answer);
  });
  laterClose(server.close);
  return {
    baseUrl: server.baseUrl,
    env: { VPS_API_URL: server.baseUrl, VPS_API_TOKEN: 'vps_canary_0123456789' },
    /**
     * Starts something and resolves once the gateway has died at its call. Fails if the gateway reached the end alive.
     */
    async killDuring(death: Death, gateway: WatchProcess, work: KilledWork): Promise<void> {
      count = 0;
      const died = new Promise<'died'>((resolve) => {
        planned = { death, kill: () => void gateway.kill().then(() => resolve('died')) };
      });
      await work.begin();
      const end = await Promise.race([died, work.ended().then(() => 'ended')]);
      expect(end, `${death.call} was called ${count} of ${death.nth} times`).toBe('died');
    },
  };
}

interface KilledWork {
  readonly begin: () => Promise<void>;
  /** Resolves at the end of the operation; rejects if it doesn't get there. */
  readonly ended: () => Promise<void>;
}

/** Gateways with files of their own, or on one database, fresh for each test. Call it at the top of the file. */
export function gatewayDirs() {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kills-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, maxRetries: 3 }));
  return {
    start: (env: Readonly<Record<string, string>>, name = 'one') =>
      startWatchProcess({ DATA_DIR: join(dir, name), ...env }),
  };
}
