import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { version } from '../package.json';
import type { EndedAcknowledgement } from '../src/core/fleet/ended-acknowledgements';
import { createAgreements } from './agreements/agreements';
import { startGateway } from './app';
import { createActivity, createSharedActivity } from './audit/activity';
import { type Config, readConfig } from './config';
import { ACTIVITY_FILE, LOCK_FILE, lockDataDir, prepareDataDir } from './database/data-dir';
import { createLeases } from './database/leases';
import { openPostgres } from './database/postgres';
import { openSqlite } from './database/sqlite';
import type { Database } from './database/tables';
import { createLog, type Log, SILENT_LOG } from './http/log';
import { isOnThisMachine } from './http/own-address';
import { StartError } from './http/start-error';
import { buildOf, findClientDir } from './http/static';
import { stopOnSignals } from './http/stop-signals';
import { createGatewayOperations } from './operations/gateway-operations';
import { createOwnAccess, createWatchAccess } from './operations/own-access';
import { createOperationStore } from './operations/store';
import { createProviderGate } from './provider/gate';
import { createHttpClient } from './provider/http-client';
import { createLiveTokens, jsonWithoutSecrets, type LiveTokens, type Secret } from './provider/secrets';
import {
  createUpstreams,
  type ProviderAddress,
  type Upstreams,
  WRITE_TIME_FACTOR,
} from './provider/upstream';
import { openSandbox, SANDBOX_FILE } from './sandbox/open-sandbox';
import type { Sandbox } from './sandbox/sandbox';
import { createSchedules } from './schedules/schedules';
import { createServiceToken, type ServiceToken } from './session/service-token';
import { createSignIn, type SignIn, type SignInOptions } from './session/sign-in';
import { createWall } from './wall/wall';
import { createAlerts } from './watch/alerts/alerts';
import { createMetrics } from './watch/metrics/metrics';
import { createReadiness } from './watch/readiness';

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

/** What the process holds open until it ends. */
interface Resources {
  readonly database: Database;
  readonly sandbox: Sandbox | null;
  readonly address: ProviderAddress;
  readonly closeAll: () => Promise<void>;
}

async function run(config: Config): Promise<void> {
  // The reader of the output has gone (`npm start | head`), which is no reason to stop.
  process.stdout.on('error', () => {});
  const { dataDir, databaseUrl, provider } = config;
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
  try {
    let address: ProviderAddress;
    if (provider.mode === 'sandbox') {
      sandbox = openSandbox(join(dataDir, SANDBOX_FILE), provider.sandbox);
      address = sandbox;
    } else {
      address = { baseUrl: provider.baseUrl, fetch: createHttpClient() };
    }
    await serve(config, { database, sandbox, address, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function serve(config: Config, { database, sandbox, address, closeAll }: Resources): Promise<void> {
  const { provider, publicAddress, readTimeoutMs } = config;
  const providerUrl = provider.mode === 'sandbox' ? null : provider.baseUrl;
  const providerHost = providerUrl === null ? null : new URL(providerUrl).host;
  const token = provider.mode === 'token' ? provider.token : (sandbox?.token ?? null);
  const liveTokens = createLiveTokens();
  const secret = provider.mode === 'token' ? provider.token : liveTokens.all;
  const log = logFor(config, secret);
  const now = sandbox === null ? Date.now : () => Date.parse(sandbox.state().now);

  const leases = createLeases(database, log);
  const upstreams = createUpstreams({
    provider: address,
    readTimeoutMs,
    leases,
    ...(sandbox === null && { gate: createProviderGate({ log }) }),
  });
  const writeTimeoutMs = readTimeoutMs * WRITE_TIME_FACTOR;
  const logOptions = { database, upstreams, log, providerHost, now, writeTimeoutMs };
  const own = token === null ? null : createActivity({ ...logOptions, token, secret });
  const service = serviceTokenFor(config, upstreams, liveTokens);
  const signIn = signInFor(config, { database, log, upstreams, liveTokens, service });
  const shared =
    own === null && signIn !== null ? { activity: createSharedActivity(logOptions), signIn } : null;
  // The gateway's own reads need its own token.
  const upstream = own?.account.upstream ?? service?.upstream ?? null;
  const serviceToken = service === null ? {} : { serviceToken: service.state };
  const activity = own ?? shared?.activity;
  if (activity === undefined) throw new Error('There is neither a token nor a sign-in.');
  const agreements = createAgreements({
    database,
    providerHost,
    accountOf: activity.accountOf,
    secret,
    isReadOnly: config.isReadOnly,
    ignored: config.alerts.ignored,
    isWatched: async (c) => own !== null || c.get('principal')?.account === (await service?.account()),
    isDemo: provider.mode === 'sandbox' && provider.sandbox.hasAgreements && provider.sandbox.fleet === null,
    log,
    now,
  });
  const ownAccount = async () => (await service?.account()) ?? null;
  const agreed = {
    readAgreements: async () => agreements.read(await ownAccount()),
    endAcknowledgements: async (ended: readonly EndedAcknowledgement[]) =>
      agreements.end(await ownAccount(), ended),
  };
  const watchAccess =
    service !== null && shared !== null ? { accessOf: createWatchAccess(service, shared.activity) } : {};
  const alerts = createAlerts({
    settings: config.alerts,
    database,
    databaseUrl: config.databaseUrl,
    upstream,
    providerHost,
    secret: token ?? service?.token ?? null,
    ...watchAccess,
    now,
    ...agreed,
    linkBase: () => pagesAt(config) ?? gateway.url,
    version,
    log,
  });
  const holder = randomUUID();
  const restores = createOperationStore({
    database,
    providerHost,
    account: own === null ? null : '',
    holder,
  });
  const schedules = createSchedules({
    database,
    leases,
    providerHost,
    holder,
    ownAccess:
      own === null && service === null
        ? null
        : createOwnAccess({ own, service, shared: shared?.activity ?? null }),
    ...watchAccess,
    callerOf: activity.accountOf,
    isReadOnly: config.isReadOnly,
    isSandbox: sandbox !== null,
    ...(sandbox !== null &&
      provider.mode === 'sandbox' &&
      provider.sandbox.hasSchedules && { addPast: sandbox.addPast }),
    isRestoring: async (account, serverKey) => (await restores.blocking(account, serverKey)) !== null,
    alert: alerts.tell,
    now,
    log,
  });
  const operations = createGatewayOperations({
    store: restores,
    isInUse: schedules.isInUse,
    newsOf: schedules.news,
    own,
    shared,
    log,
    now,
    isReadOnly: config.isReadOnly,
    isSandbox: sandbox !== null,
  });
  const metrics = createMetrics({
    upstream,
    now,
    ...agreed,
    schedules: schedules.facts,
    token: config.metricsToken,
    version,
    log,
    ...serviceToken,
  });
  const clientDir = findClientDir();
  const wall = createWall({
    database,
    log,
    providerHost,
    upstream,
    service,
    accountOf: activity.accountOf,
    readAgreements: agreed.readAgreements,
    readerOf: async () => {
      if (own !== null) return own.account.reader;
      const account = await ownAccount();
      if (service === null || shared === null || account === null) return null;
      return shared.activity.accountFor({ token: service.token, account }).reader;
    },
    ignored: config.alerts.ignored,
    build: buildOf(clientDir),
    isHttps: pagesAt(config)?.startsWith('https:') === true,
    now,
    ...signIn?.wallAttempts(),
  });
  const gateway = await startGateway({
    host: config.host,
    port: config.port,
    info: { mode: provider.mode, providerHost, providerUrl, version },
    upstream: upstreams,
    activity,
    operations,
    schedules,
    signIn,
    agreements,
    wall,
    alerts,
    metrics,
    sandbox,
    clientDir,
    log,
    publicAddress,
    isReadOnly: config.isReadOnly,
    readiness: createReadiness({
      upstream: upstream ?? upstreams.as(null),
      database,
      log,
      hasToken: token !== null,
      ...serviceToken,
    }),
  });
  // Before anyone is told that it runs.
  stopOnSignals({
    signals: process,
    stop: async () => {
      metrics.stop();
      const stopped = [operations.stop(), schedules.stop(), gateway.stop(), alerts.stop()];
      log.event('stopping');
      await Promise.all(stopped);
      await closeAll();
    },
    exit: (code) => process.exit(code),
    warn,
  });
  const where =
    providerHost === null ? 'demo data; set VPS_API_TOKEN for your own servers' : `provider ${providerHost}`;
  process.stdout.write(`VPS Backups is ready at ${gateway.url} (${where})\n`);
  if (publicAddress !== null && provider.mode === 'token') {
    warn(
      `PUBLIC_URL is set together with VPS_API_TOKEN: whoever reaches ${publicAddress.origin} acts with that token. Put a sign-in before it, or leave VPS_API_TOKEN out and set VPS_API_URL, so that people sign in here.`,
    );
  }
  await agreements.begin();
  alerts.start();
  await operations.begin();
  await schedules.begin();
}

/** Null without `SERVICE_TOKEN`. */
function serviceTokenFor(
  { provider }: Config,
  upstreams: Upstreams,
  liveTokens: LiveTokens,
): ServiceToken | null {
  if (provider.mode !== 'sign-in' || provider.serviceToken === null) return null;
  const { serviceToken: token } = provider;
  // As long as the gateway runs.
  liveTokens.hold(token);
  const service = createServiceToken({ token, upstreams });
  void service.account();
  return service;
}

/** Null where the gateway has a token of its own. */
function signInFor(
  { provider, publicAddress }: Config,
  parts: Pick<SignInOptions, 'database' | 'log' | 'upstreams' | 'liveTokens' | 'service'>,
): SignIn | null {
  if (provider.mode !== 'sign-in') return null;
  const { baseUrl, sessions } = provider;
  const { log } = parts;
  if (sessions.secret === null) {
    log.event('session_secret_random', {
      detail:
        "SESSION_SECRET is not set: a restart signs everyone out, and other gateways don't accept these sign-ins.",
    });
  }
  if (!isOnThisMachine(publicAddress) && sessions.trustedProxies.rules.length === 0) {
    log.event('trusted_proxies_missing', {
      detail:
        "PUBLIC_URL is set and TRUSTED_PROXIES is not: all failed sign-ins through the same proxy count as one person's.",
    });
  }
  return createSignIn({ ...parts, config: sessions, baseUrl, isHttps: publicAddress?.isHttps === true });
}

/** The public address, unless pages can't be opened there because the gateway has its own token. */
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
