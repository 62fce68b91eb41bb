import { join } from 'node:path';
import { version } from '../package.json';
import { startGateway } from './app';
import { type Activity, createActivity, createSharedActivity } from './audit/activity';
import { type Config, readConfig } from './config';
import { LOCK_FILE, lockDataDir, prepareDataDir } from './database/data-dir';
import { createLeases } from './database/leases';
import { openPostgres } from './database/postgres';
import { openSqlite } from './database/sqlite';
import type { Database } from './database/tables';
import { createLog, type Log, SILENT_LOG } from './http/log';
import { isOnThisMachine } from './http/own-address';
import { StartError } from './http/start-error';
import { findClientDir } from './http/static';
import { stopOnSignals } from './http/stop-signals';
import { createProviderGate } from './provider/gate';
import { createHttpClient } from './provider/http-client';
import { createLiveTokens, jsonWithoutSecrets, type LiveTokens, type Secret } from './provider/secrets';
import {
  createUpstreams,
  type ProviderAddress,
  type Upstream,
  type Upstreams,
  WRITE_TIME_FACTOR,
} from './provider/upstream';
import { openSandbox, SANDBOX_FILE } from './sandbox/open-sandbox';
import type { Sandbox } from './sandbox/sandbox';
import { createSignIn, type SessionConfig, type SignIn } from './session/sign-in';
import { createAlerts } from './watch/alerts/alerts';
import { createMetrics } from './watch/metrics/metrics';
import { createReadiness } from './watch/readiness';

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
  // It ends with the process, so a start that fails need not give it back.
  const lock = keepsFiles(config) ? await lockDataDir(config.dataDir) : null;
  const database = await openDatabase(config);
  const liveTokens = createLiveTokens();
  const { provider } = config;
  const secret = provider.mode === 'token' ? provider.token : liveTokens.all;
  const log = logFor(config, secret);
  let sandboxToClose: Sandbox | null = null;
  const closeAll = async () => {
    sandboxToClose?.close();
    await database.close();
    lock?.release();
  };
  try {
    const connection = connect(config);
    sandboxToClose = connection.sandbox;
    await serve(config, { connection, database, log, secret, liveTokens, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Whether anything is kept in `DATA_DIR`; otherwise several gateways may be told the same one. */
function keepsFiles({ databaseUrl, provider }: Config): boolean {
  return databaseUrl === null || provider.mode === 'sandbox';
}

function openDatabase({ databaseUrl, dataDir }: Config): Promise<Database> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  return openSqlite(join(dataDir, ACTIVITY_FILE), undefined, join(dataDir, LOCK_FILE));
}

interface Parts {
  readonly connection: Connection;
  readonly database: Database;
  readonly log: Log;
  readonly secret: Secret;
  readonly liveTokens: LiveTokens;
  readonly closeAll: () => Promise<void>;
}

async function serve(config: Config, parts: Parts): Promise<void> {
  const { connection, database, log, closeAll } = parts;
  const { access, sandbox, providerHost } = connection;
  const token = access.kind === 'own token' ? access.token : null;
  const upstreams = createUpstreams({
    provider: connection.address,
    readTimeoutMs: config.readTimeoutMs,
    leases: createLeases(database, log),
    ...(sandbox === null && { gate: createProviderGate({ log }) }),
  });
  const now = sandbox === null ? Date.now : () => Date.parse(sandbox.state().now);
  const { activity, signIn, upstream } = accessOf(config, parts, { upstreams, now });
  const alerts = createAlerts({
    settings: config.alerts,
    database,
    databaseUrl: config.databaseUrl,
    upstream,
    providerHost,
    secret: token,
    now,
    linkBase: () => pagesAt(config) ?? gateway.url,
    version,
    log,
  });
  const metrics = createMetrics({ upstream, now, token: config.metricsToken, version, log });
  const gateway = await startGateway({
    host: config.host,
    port: config.port,
    info: {
      mode: config.provider.mode,
      providerHost,
      providerUrl: config.provider.mode === 'sandbox' ? null : config.provider.baseUrl,
      version,
    },
    upstream: upstreams,
    activity,
    signIn,
    alerts,
    metrics,
    sandbox,
    clientDir: findClientDir(),
    log,
    publicAddress: config.publicAddress,
    isReadOnly: config.isReadOnly,
    readiness: createReadiness({ upstream: upstreams.as(token), database, log, hasToken: token !== null }),
  });
  const where =
    providerHost === null ? 'demo data; set VPS_API_TOKEN for your own servers' : `provider ${providerHost}`;
  process.stdout.write(`VPS Backups is ready at ${gateway.url} (${where})\n`);
  if (config.publicAddress !== null && config.provider.mode === 'token') {
    warn(
      `PUBLIC_URL is set together with VPS_API_TOKEN: whoever reaches ${config.publicAddress.origin} acts with that token. Put a sign-in before it, or leave VPS_API_TOKEN out and set VPS_API_URL, so that people sign in here.`,
    );
  }
  alerts.start();

  stopOnSignals({
    signals: process,
    stop: async () => {
      metrics.stop();
      const stopped = [gateway.stop(), alerts.stop()];
      log.event('stopping');
      await Promise.all(stopped);
      await closeAll();
    },
    exit: (code) => process.exit(code),
    warn,
  });
}

interface Access {
  readonly activity: Activity;
  readonly signIn: SignIn | null;
  /** For what the gateway reads for itself; null where it has no token of its own. */
  readonly upstream: Upstream | null;
}

/** Whose token is used: the gateway's own, or that of whoever has signed in. */
function accessOf(
  config: Config,
  { connection, database, log, secret, liveTokens }: Parts,
  { upstreams, now }: { readonly upstreams: Upstreams; readonly now: () => number },
): Access {
  const { address, access, providerHost } = connection;
  const logOptions = {
    database,
    upstreams,
    log,
    providerHost,
    now,
    writeTimeoutMs: config.readTimeoutMs * WRITE_TIME_FACTOR,
  };
  if (access.kind === 'own token') {
    const activity = createActivity({ ...logOptions, token: access.token, secret });
    return { activity, signIn: null, upstream: activity.account.upstream };
  }
  if (access.sessions.secret === null) {
    log.event('session_secret_random', {
      detail: 'SESSION_SECRET is not set: sign-ins end with this program, and no other gateway takes them.',
    });
  }
  const { publicAddress } = config;
  if (!isOnThisMachine(publicAddress) && access.sessions.trustedProxies.rules.length === 0) {
    log.event('trusted_proxies_missing', {
      detail:
        'PUBLIC_URL is set and TRUSTED_PROXIES is not: failed sign-ins of all people who come through the same proxy count as those of one.',
    });
  }
  const signIn = createSignIn({
    database,
    log,
    config: access.sessions,
    upstreams,
    baseUrl: address.baseUrl,
    isHttps: publicAddress?.isHttps === true,
    liveTokens,
  });
  return { activity: createSharedActivity(logOptions), signIn, upstream: null };
}

interface Connection {
  readonly address: ProviderAddress;
  readonly access:
    | { readonly kind: 'own token'; readonly token: string }
    | { readonly kind: 'sign-in'; readonly sessions: SessionConfig };
  readonly sandbox: Sandbox | null;
  readonly providerHost: string | null;
}

function connect({ provider, dataDir }: Config): Connection {
  if (provider.mode === 'sandbox') {
    const sandbox = openSandbox(join(dataDir, SANDBOX_FILE), provider.sandbox);
    return {
      address: sandbox,
      access: { kind: 'own token', token: sandbox.token },
      sandbox,
      providerHost: null,
    };
  }
  const { baseUrl } = provider;
  return {
    address: { baseUrl, fetch: createHttpClient() },
    access:
      provider.mode === 'token'
        ? { kind: 'own token', token: provider.token }
        : { kind: 'sign-in', sessions: provider.sessions },
    sandbox: null,
    providerHost: new URL(baseUrl).host,
  };
}

/** The public address, where pages are to be had under it; with a token of its own they are only on this machine. */
function pagesAt({ publicAddress, provider }: Config): string | null {
  if (provider.mode === 'token' && !isOnThisMachine(publicAddress)) return null;
  return publicAddress?.origin ?? null;
}

function logFor({ isLogSilent }: Config, secret: Secret): Log {
  if (isLogSilent) return SILENT_LOG;
  return createLog({
    write: (line) => process.stdout.write(line),
    redact: (line) => jsonWithoutSecrets(line, secret),
  });
}

function warn(message: string): void {
  process.stderr.write(`${message.replace(/\s+/g, ' ')}\n`);
}

await main();
