import { randomUUID } from 'node:crypto';
import { version } from '../package.json';
import type { Backup } from '../src/core/backups/backup';
import type { EndedAcknowledgement } from '../src/core/fleet/ended-acknowledgements';
import { accountsFor } from './accounts';
import { createAgreements } from './agreements/agreements';
import { startGateway } from './app';
import { type Config, readConfig } from './config';
import { createLeases } from './database/leases';
import { createLog, type Log, SILENT_LOG } from './http/log';
import { isOnThisMachine } from './http/own-address';
import { StartError } from './http/start-error';
import { buildOf, findClientDir } from './http/static';
import { stopOnSignals } from './http/stop-signals';
import { createGatewayOperations } from './operations/gateway-operations';
import { createOwnAccess } from './operations/own-access';
import { createOperationStore } from './operations/store';
import { createProviderGate } from './provider/gate';
import { createLiveTokens, jsonWithoutSecrets, type Secret } from './provider/secrets';
import { createUpstreams, WRITE_TIME_FACTOR } from './provider/upstream';
import { openResources, type Resources } from './resources';
import { createSchedules } from './schedules/schedules';
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

async function run(config: Config): Promise<void> {
  // The reader of the output has gone (`npm start | head`), which is no reason to stop.
  process.stdout.on('error', () => {});
  const resources = await openResources(config);
  try {
    await serve(config, resources);
  } catch (error) {
    await resources.closeAll();
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
  const { own, service, signIn, shared, upstream, activity, ownAccount, watchAccess } = accountsFor(config, {
    database,
    upstreams,
    log,
    providerHost,
    now,
    writeTimeoutMs: readTimeoutMs * WRITE_TIME_FACTOR,
    token,
    secret,
    liveTokens,
  });
  const serviceToken = service === null ? {} : { serviceToken: service.state };
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
  const agreed = {
    readAgreements: async () => agreements.read(await ownAccount()),
    endAcknowledgements: async (ended: readonly EndedAcknowledgement[]) =>
      agreements.end(await ownAccount(), ended),
    onAllBackups: async (backups: readonly Backup[]) => {
      const account = await ownAccount();
      // Until the provider has said whose the service token is, these may be anybody's.
      if (own !== null || account !== null) await agreements.forgetGone(account, backups);
    },
  };
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
    alert: alerts.notify,
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
  // Before startup is reported.
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
  const begin = async () => {
    await agreements.begin();
    alerts.start();
    await operations.begin();
    await schedules.begin();
  };
  const begun = begin();
  // Whoever opens the demo sees all its data; a provider may keep us waiting for longer.
  if (providerHost === null) await begun;
  const where =
    providerHost === null ? 'demo data; set VPS_API_TOKEN for your own servers' : `provider ${providerHost}`;
  process.stdout.write(`VPS Backups is ready at ${gateway.url} (${where})\n`);
  if (publicAddress !== null && provider.mode === 'token') {
    warn(
      `PUBLIC_URL is set together with VPS_API_TOKEN: whoever reaches ${publicAddress.origin} acts with that token. Put a sign-in before it, or leave VPS_API_TOKEN out and set VPS_API_URL, so that people sign in here.`,
    );
  }
  await begun;
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
