import { join } from 'node:path';
import { version } from '../package.json';
import { createActivity } from './activity/activity';
import { createAlerts } from './alerts/alerts';
import { type Config, readConfig } from './config';
import { prepareDataDir } from './data-dir';
import { openPostgres } from './database/postgres';
import { openSqlite } from './database/sqlite';
import type { Database } from './database/tables';
import { startGateway } from './gateway';
import { createLog, type Log, SILENT_LOG } from './log';
import { openSandbox, SANDBOX_FILE } from './open-sandbox';
import { createProviderGate } from './provider-gate';
import { createReadiness } from './readiness';
import type { Sandbox } from './sandbox/sandbox';
import { StartError } from './start-error';
import { findClientDir } from './static';
import { stopOnSignals } from './stop-signals';
import { createUpstream, type Provider, WRITE_TIME_FACTOR } from './upstream';

const ACTIVITY_FILE = 'activity.sqlite';

async function main(): Promise<void> {
  const settings = readConfig(process.env);
  if (!settings.ok) {
    for (const problem of settings.problems) warn(problem);
    process.exitCode = 1;
    return;
  }
  try {
    await run(settings.config);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    warn(error.message);
    process.exitCode = 1;
  }
}

async function run(config: Config): Promise<void> {
  // Whoever read the log has gone (`npm start | head`); that is no reason to stop serving.
  process.stdout.on('error', () => {});
  prepareDataDir(config.dataDir);
  const database = await openDatabase(config);
  const log = logFor(config);
  let sandboxToClose: Sandbox | null = null;
  const closeAll = async () => {
    sandboxToClose?.close();
    await database.close();
  };
  try {
    const connection = connect(config);
    sandboxToClose = connection.sandbox;
    await serve(config, { connection, database, log, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function openDatabase({ databaseUrl, dataDir }: Config): Promise<Database> {
  return databaseUrl === null ? openSqlite(join(dataDir, ACTIVITY_FILE)) : openPostgres(databaseUrl);
}

interface Parts {
  readonly connection: Connection;
  readonly database: Database;
  readonly log: Log;
  readonly closeAll: () => Promise<void>;
}

async function serve(config: Config, { connection, database, log, closeAll }: Parts): Promise<void> {
  const { provider, sandbox, providerHost } = connection;
  const upstream = createUpstream({
    provider,
    readTimeoutMs: config.readTimeoutMs,
    ...(sandbox === null && { gate: createProviderGate({ log }) }),
  });
  const now = sandbox === null ? Date.now : () => Date.parse(sandbox.state().now);
  const secret = config.provider.mode === 'token' ? config.provider.token : null;
  const activity = createActivity({
    database,
    upstream,
    log,
    providerHost,
    secret,
    now,
    writeTimeoutMs: config.readTimeoutMs * WRITE_TIME_FACTOR,
  });
  const alerts = createAlerts({
    settings: config.alerts,
    database,
    databaseUrl: config.databaseUrl,
    upstream,
    providerHost,
    secret,
    now,
    linkBase: () => config.publicAddress?.origin ?? gateway.url,
    version,
    log,
  });
  const gateway = await startGateway({
    host: config.host,
    port: config.port,
    info: {
      mode: config.provider.mode,
      providerHost,
      providerUrl: config.provider.mode === 'sandbox' ? null : config.provider.baseUrl,
      version,
    },
    upstream,
    activity,
    alerts,
    sandbox,
    clientDir: findClientDir(),
    log,
    publicAddress: config.publicAddress,
    isReadOnly: config.isReadOnly,
    readiness: createReadiness({ upstream, database, log }),
  });
  const where =
    providerHost === null ? 'demo data; set VPS_API_TOKEN for your own servers' : `provider ${providerHost}`;
  process.stdout.write(`VPS Backups is ready at ${gateway.url} (${where})\n`);
  alerts.start();

  stopOnSignals({
    signals: process,
    stop: async () => {
      const stopped = [gateway.stop(), alerts.stop()];
      log.event('stopping');
      await Promise.all(stopped);
      await closeAll();
    },
    exit: (code) => process.exit(code),
    warn,
  });
}

interface Connection {
  readonly provider: Provider;
  readonly sandbox: Sandbox | null;
  readonly providerHost: string | null;
}

function connect({ provider, dataDir }: Config): Connection {
  if (provider.mode === 'sandbox') {
    const sandbox = openSandbox(join(dataDir, SANDBOX_FILE), provider.sandbox);
    return { provider: sandbox, sandbox, providerHost: null };
  }
  const { baseUrl, token } = provider;
  return {
    provider: { baseUrl, token, fetch: (request, signal) => fetch(request, { signal }) },
    sandbox: null,
    providerHost: new URL(baseUrl).host,
  };
}

function logFor({ isLogSilent, provider }: Config): Log {
  if (isLogSilent) return SILENT_LOG;
  return createLog({
    write: (line) => process.stdout.write(line),
    secret: provider.mode === 'token' ? provider.token : null,
  });
}

function warn(message: string): void {
  process.stderr.write(`${message.replace(/\s+/g, ' ')}\n`);
}

await main();
