import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScheduleFacts } from '../../src/core/schedules/schedule-run';
import { readStoredAgreements } from '../agreements/stored-agreements';
import { type Config, readConfig } from '../config';
import { ACTIVITY_FILE } from '../database/data-dir';
import { StartError } from '../http/start-error';
import { createHttpClient } from '../provider/http-client';
import { type FleetReading, readFleet } from '../provider/read-fleet';
import { createUpstream, type Provider } from '../provider/upstream';
import { SandboxFileError } from '../sandbox/database';
import { openSandbox, SANDBOX_FILE, type SandboxConfig } from '../sandbox/open-sandbox';
import { copySandboxFile } from '../sandbox/snapshot';
import { readStoredSchedules } from '../schedules/stored-schedules';
import { checkToken } from '../session/token-check';
import { type CheckOptions, readArguments, USAGE } from './options';
import { formatResult, type OutputContext } from './output';
import { type CheckResult, checkResult, EXIT_CODES, failedCheck } from './result';

export interface CheckOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface CheckInput {
  /** Without the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The whole command. Never rejects: an unexpected error gives status `unknown`. */
export async function runCheck({ args, env }: CheckInput): Promise<CheckOutcome> {
  const startedMs = performance.now();
  const parsed = readArguments(args);
  if (parsed.kind === 'help') return { stdout: USAGE, stderr: '', exitCode: 0 };
  const format = parsed.kind === 'check' ? parsed.options.format : formatOf(args);
  const done = (result: CheckResult, providerHost: OutputContext['providerHost'], stderr = '') => ({
    stdout: formatResult(result, format, { providerHost, tookMs: performance.now() - startedMs }),
    stderr,
    exitCode: EXIT_CODES[result.status],
  });
  if (parsed.kind === 'wrong') return done(failedCheck('usage', parsed.problem), null, USAGE);

  const settings = readConfig(env);
  if (!settings.ok) return done(failedCheck('settings', settings.problems.join(' ')), null);
  const { config } = settings;
  const providerHost = config.provider.mode === 'sandbox' ? null : new URL(config.provider.baseUrl).host;
  try {
    const { reading, schedules } = await readAs(config, parsed.options);
    const isDemo = config.provider.mode === 'sandbox';
    return done(checkResult(reading, { options: parsed.options, isDemo, schedules }), providerHost);
  } catch (error) {
    if (error instanceof StartError) return done(failedCheck('settings', error.message), providerHost);
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return done(
      failedCheck('unreadable', 'The check failed; see the error output.'),
      providerHost,
      `${words}\n`,
    );
  }
}

/** For an invalid command line. */
function formatOf(args: readonly string[]): CheckOptions['format'] {
  if (args.includes('--nagios')) return 'nagios';
  return args.includes('--json') ? 'json' : 'text';
}

interface CheckReading {
  readonly reading: FleetReading;
  readonly schedules: readonly ScheduleFacts[];
}

/** @throws StartError when there is nothing to read */
async function readAs(config: Config, options: CheckOptions): Promise<CheckReading> {
  const { provider } = config;
  if (provider.mode === 'sandbox')
    return await readSandbox(config.dataDir, provider.sandbox, config, options);
  const { baseUrl } = provider;
  const token = provider.mode === 'sign-in' ? provider.serviceToken : provider.token;
  if (token === null) {
    throw new StartError('VPS_API_TOKEN is not set, and neither is SERVICE_TOKEN. The check needs a token.');
  }
  const source = { baseUrl, token, fetch: createHttpClient() };
  return await readFrom(source, config, options, Date.now, provider.mode === 'sign-in');
}

/** Reads a copy of the file: a gateway may be using it, and reading must not change it. */
async function readSandbox(
  dataDir: string,
  sandboxConfig: SandboxConfig,
  config: Config,
  options: CheckOptions,
): Promise<CheckReading> {
  const dir = mkdtempSync(join(tmpdir(), 'vps-backups-check-'));
  try {
    const file = join(dir, SANDBOX_FILE);
    try {
      copySandboxFile(join(dataDir, SANDBOX_FILE), file);
    } catch (error) {
      if (!(error instanceof SandboxFileError)) throw error;
      throw new StartError(`VPS_API_TOKEN is not set, and there is no demo data to check: ${error.message}`);
    }
    const sandbox = openSandbox(file, sandboxConfig);
    try {
      return await readFrom(sandbox, config, options, () => Date.parse(sandbox.state().now));
    } finally {
      sandbox.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @param isService the token is the service token, so data stored for its account applies */
async function readFrom(
  provider: Provider,
  config: Config,
  { timeoutMs }: CheckOptions,
  now: () => number,
  isService = false,
): Promise<CheckReading> {
  const { dataDir, databaseUrl, readTimeoutMs } = config;
  const providerHost = config.provider.mode === 'sandbox' ? null : new URL(config.provider.baseUrl).host;
  const upstream = createUpstream({ provider, readTimeoutMs: Math.min(readTimeoutMs, timeoutMs) });
  const place = { file: join(dataDir, ACTIVITY_FILE), databaseUrl };
  const owner = isService ? await checkToken(upstream) : null;
  const scope = { providerHost, account: owner?.kind === 'accepted' ? owner.owner.account : null };
  const readAgreements = () => readStoredAgreements(place, scope, config.alerts.ignored);
  const signal = AbortSignal.timeout(timeoutMs);
  const [reading, schedules] = await Promise.all([
    readFleet({ upstream, signal, now, readAgreements }),
    readStoredSchedules(place, scope, now()),
  ]);
  return { reading, schedules };
}
