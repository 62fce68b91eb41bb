import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../database/postgres';
import { startPostgresServer, TEMPLATE } from './database/postgres-server';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this run; null where none is installed. */
    readonly postgresUrl: string | null;
    /** Directory of the built server, for tests that start it as a process. */
    readonly serverDir: string;
  }
}

const ROOT = join(import.meta.dirname, '../..');
const NOT_INSTALLED = 'PostgreSQL is not installed: the tests that need it are skipped.\n';

/** Once per run: one PostgreSQL server, in which tests make their databases, and one build of the server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = buildServer();
  const postgres = await startPostgresServer();
  if (postgres === null) process.stderr.write(NOT_INSTALLED);
  else await addTemplate(postgres.url);
  project.provide('serverDir', join(dir, 'server'));
  project.provide('postgresUrl', postgres?.url ?? null);
  return async () => {
    await postgres?.dispose();
    rmSync(dir, { recursive: true });
  };
}

async function addTemplate(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const database = await openPostgres(Object.assign(new URL(url), { pathname: TEMPLATE }).href);
  await database.close();
}

/** Starting the build takes a fifth of the time that compiling the source at each start would. */
function buildServer(): string {
  const dir = mkdtempSync(join(tmpdir(), 'test-server-'));
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--ssr', '--outDir', join(dir, 'server')], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return dir;
}
