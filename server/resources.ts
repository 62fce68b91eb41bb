import { join } from 'node:path';
import type { Config } from './config';
import { ACTIVITY_FILE, LOCK_FILE, lockDataDir, prepareDataDir } from './database/data-dir';
import { openPostgres } from './database/postgres';
import { openSqlite } from './database/sqlite';
import type { Database } from './database/tables';
import { createHttpClient } from './provider/http-client';
import type { ProviderAddress } from './provider/upstream';
import { openSandbox, SANDBOX_FILE } from './sandbox/open-sandbox';
import type { Sandbox } from './sandbox/sandbox';

/** What the process holds open until it ends. */
export interface Resources {
  readonly database: Database;
  /** Null with a real provider. */
  readonly sandbox: Sandbox | null;
  readonly address: ProviderAddress;
  readonly closeAll: () => Promise<void>;
}

/** Opens the database and the way to the provider. If one of them fails, nothing stays open. */
export async function openResources({ dataDir, databaseUrl, provider }: Config): Promise<Resources> {
  prepareDataDir(dataDir);
  // Without files of its own, several gateways may share a `DATA_DIR`. The lock ends with the process.
  const keepsFiles = databaseUrl === null || provider.mode === 'sandbox';
  const lock = keepsFiles ? await lockDataDir(dataDir) : null;
  const database =
    databaseUrl === null
      ? await openSqlite(join(dataDir, ACTIVITY_FILE), undefined, join(dataDir, LOCK_FILE))
      : await openPostgres(databaseUrl);
  let sandbox: Sandbox | null = null;
  const closeAll = async () => {
    sandbox?.close();
    await database.close();
    lock?.release();
  };
  if (provider.mode !== 'sandbox') {
    const address = { baseUrl: provider.baseUrl, fetch: createHttpClient() };
    return { database, sandbox, address, closeAll };
  }
  try {
    sandbox = openSandbox(join(dataDir, SANDBOX_FILE), provider.sandbox);
  } catch (error) {
    await closeAll();
    throw error;
  }
  return { database, sandbox, address: sandbox, closeAll };
}
