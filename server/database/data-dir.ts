import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import LibSql from 'libsql';
import * as v from 'valibot';
import { parseJson } from '../../src/core/lib/parse-json';
import { StartError } from '../http/start-error';
import { isBusy, retryWhileBusy } from './busy';
import { databaseErrorCode } from './error-code';

/** The gateway's own database where it is SQLite. */
export const ACTIVITY_FILE = 'activity.sqlite';
export const LOCK_FILE = 'gateway.lock';
/** Names the holder of the lock for people; it is not the lock itself. */
const HOLDER_FILE = 'gateway.json';
/** A gateway that is stopping may still finish a request when the next one starts. */
const WAIT_MS = 3000;

const holderSchema = v.object({ pid: v.number(), host: v.string(), since: v.string() });

/**
 * Creates the data directory if needed, readable by its owner only.
 * @throws StartError when it cannot be created or written to
 */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new StartError(
      `DATA_DIR ${dataDir} cannot be written to (${code}); set DATA_DIR to a directory that can.`,
    );
  }
}

/**
 * Locks a data directory for this process. The operating system holds the lock, on a file that is never written, so it
 * ends with the process in any case.
 * @param waitMs how long to wait for a gateway that is stopping
 * @throws StartError that names the process which has it
 */
export async function lockDataDir(dataDir: string, waitMs: number = WAIT_MS): Promise<{ release(): void }> {
  let lock: LibSql.Database | undefined;
  try {
    const opened = new LibSql(join(dataDir, LOCK_FILE));
    lock = opened;
    // Nothing is written, so no journal is needed.
    await retryWhileBusy(waitMs, () => opened.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'));
    const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(join(dataDir, HOLDER_FILE), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
    return {
      release() {
        opened.exec('ROLLBACK');
        opened.close();
      },
    };
  } catch (error) {
    lock?.close();
    throw isBusy(error) ? taken(dataDir) : unusable(dataDir, error);
  }
}

function taken(dataDir: string): StartError {
  const holder = readHolder(dataDir);
  const who = holder === null ? '' : ` (process ${holder.pid} on ${holder.host}, since ${holder.since})`;
  return new StartError(
    `DATA_DIR ${dataDir} is in use by another VPS Backups${who}. Stop that one, or set DATA_DIR to another directory.`,
  );
}

function readHolder(dataDir: string): v.InferOutput<typeof holderSchema> | null {
  let text: string;
  try {
    text = readFileSync(join(dataDir, HOLDER_FILE), 'utf8');
  } catch {
    // Not written yet; the lock is held all the same.
    return null;
  }
  const holder = v.safeParse(holderSchema, parseJson(text));
  return holder.success ? holder.output : null;
}

function unusable(dataDir: string, cause: unknown): StartError {
  return new StartError(
    `DATA_DIR ${dataDir} cannot be locked (${databaseErrorCode(cause)}). Check that it is writable and that the disk has space.`,
    { cause },
  );
}
