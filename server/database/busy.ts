import { setTimeout as delay } from 'node:timers/promises';
import { databaseErrorCode } from './error-code';

const FIRST_RETRY_MS = 5;
const MAX_RETRY_MS = 50;

/** Whether another process holds a lock on the SQLite file. */
export function isBusy(error: unknown): boolean {
  return databaseErrorCode(error).startsWith('SQLITE_BUSY');
}

/**
 * Retries while another process holds the SQLite file, with growing pauses in which the event loop runs. After `limitMs`
 * it rejects with `SQLITE_BUSY`.
 */
export async function retryWhileBusy<T>(limitMs: number, run: () => T | Promise<T>): Promise<T> {
  const untilMs = performance.now() + limitMs;
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(MAX_RETRY_MS, retryMs * 2)) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= untilMs) throw error;
    }
    await delay(retryMs);
  }
}
