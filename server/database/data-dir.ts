import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import LibSql from 'libsql';
import * as v from 'valibot';
import { parseJson } from '../../src/core/lib/parse-json';
import { StartError } from '../http/start-error';
import { databaseErrorCode, isBusy } from './error-code';

export const LOCK_FILE = 'gateway.lock';
/** Who holds the lock; for people, and never asked whether it is held. */
const HOLDER_FILE = 'gateway.json';
/** A gateway that was told to stop may still have a request to finish when the next one starts. */
const WAIT_MS = 3000;
const RETRY_MS = 50;

const holderSchema = v.object({ pid: v.number(), host: v.string(), since: v.string() });

/**
 * Makes the data directory when it is missing, readable by its owner only.
 * @throws StartError when it cannot be made or written to
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

/** The right to a data directory, for as long as the process runs. */
export interface DataDirLock {
  release(): void;
}

/**
 * Takes a data directory for this process alone. The lock is the operating system's, on a file that is never written:
 * it ends with the process, however that ends, so none is ever left behind.
 * @param waitMs how long to wait for a gateway that is about to end
 * @throws StartError that names the process which has it
 */
export async function lockDataDir(dataDir: string, waitMs: number = WAIT_MS): Promise<DataDirLock> {
  const untilMs = performance.now() + waitMs;
  const lock = open(dataDir);
  for (;;) {
    try {
      // Nothing is ever written, so no journal need stand beside it.
      lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      break;
    } catch (error) {
      if (!isBusy(error)) {
        lock.close();
        throw unusable(dataDir, error);
      }
      if (performance.now() >= untilMs) {
        lock.close();
        throw taken(dataDir);
      }
    }
    await delay(RETRY_MS);
  }
  const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    writeFileSync(join(dataDir, HOLDER_FILE), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw unusable(dataDir, error);
  }
  return {
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

function open(dataDir: string): LibSql.Database {
  try {
    return new LibSql(join(dataDir, LOCK_FILE));
  } catch (error) {
    throw unusable(dataDir, error);
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
    // The other one has not written it yet; that it is there is known all the same.
    return null;
  }
  const holder = v.safeParse(holderSchema, parseJson(text));
  return holder.success ? holder.output : null;
}

function unusable(dataDir: string, cause: unknown): StartError {
  return new StartError(
    `DATA_DIR ${dataDir} cannot be locked (${databaseErrorCode(cause)}). See that it can be written and that the disk has room.`,
    { cause },
  );
}
