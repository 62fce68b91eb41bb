import { BlockList, isIP } from 'node:net';
import * as v from 'valibot';
import { isTokenShaped } from '../src/core/contract/token';
import { HOUR_MS, MINUTE_MS } from '../src/core/lib/time-units';
import {
  isLoopbackName,
  isPublicUrl,
  type PublicAddress,
  publicAddress,
  safeUrl,
  withoutBrackets,
} from './http/own-address';
import { creationSpeedSchema } from './sandbox/change';
import type { SandboxConfig } from './sandbox/open-sandbox';
import { SCENARIO_NAMES } from './sandbox/scenarios';
import { parseProxies } from './session/client-address';
import type { SessionConfig } from './session/sign-in';
import {
  ALERT_VARIABLES,
  type AlertSettings,
  alertContradictions,
  alertSettings,
} from './watch/alerts/alert-settings';

/** Base URL of the provider's API when `VPS_API_URL` is not set. Source: the provider's API document. */
export const DEFAULT_API_URL = 'https://admin.vps.org/api/v1';

/** Where calls go and whose token they carry: in mode `sign-in`, that of the person who signed in. */
type ProviderConfig =
  | { readonly mode: 'sandbox'; readonly sandbox: SandboxConfig }
  | { readonly mode: 'token'; readonly baseUrl: string; readonly token: string }
  | {
      readonly mode: 'sign-in';
      readonly baseUrl: string;
      readonly sessions: SessionConfig;
      /** Token for background work; null for none. */
      readonly serviceToken: string | null;
    };

export interface Config {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** The public address, if it is not this machine's. */
  readonly publicAddress: PublicAddress | null;
  readonly dataDir: string;
  /** A PostgreSQL database for the activity log and sign-ins; null for a file in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly isLogSilent: boolean;
  /** Whether nobody may change anything. */
  readonly isReadOnly: boolean;
  /** Time limit of a read at the provider, in ms; a write gets three times as long. */
  readonly readTimeoutMs: number;
  readonly provider: ProviderConfig;
  readonly alerts: AlertSettings;
  /** Lets clients on other machines read the metrics; null allows none. */
  readonly metricsToken: string | null;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** One sentence for each bad variable, without its value. */
  | { readonly ok: false; readonly problems: readonly string[] };

const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

function isHost(host: string): boolean {
  const name = withoutBrackets(host);
  return isIP(name) !== 0 || (hostName.test(name) && !/^[\d.]+$/.test(name));
}

/** @param rule what the variable may contain; the rejected value is never shown, because it could be a secret */
function text(isAllowed: (text: string) => boolean, rule: string) {
  return v.message(v.pipe(v.string(), v.check(isAllowed)), rule);
}

function integer(min: number, max: number, unit = '', note = '') {
  return v.message(
    v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
    `must be a whole number${unit} from ${min} to ${max}${note}`,
  );
}

/** The hexadecimal length of 128 random bits. */
const MIN_SECRET_LENGTH = 32;

const isoTimestamp = v.pipe(v.string(), v.isoTimestamp());

const Environment = v.object({
  PORT: v.optional(integer(0, 65_535, '', ' (0 means any free port)'), '4173'),
  HOST: v.optional(
    v.pipe(
      text(isHost, 'must be an IP address or a host name, such as 127.0.0.1'),
      v.transform(withoutBrackets),
    ),
    '127.0.0.1',
  ),
  PUBLIC_URL: v.optional(
    v.pipe(
      text(
        isPublicUrl,
        'must be the https address that people open, without user name, path or query, such as https://backups.example.com (http only for 127.0.0.1, localhost or [::1])',
      ),
      v.transform(publicAddress),
    ),
  ),
  VPS_API_URL: v.optional(
    v.pipe(
      text(
        (url) => safeUrl(url, /[?#@\\]/) !== null,
        'must be an https URL without user name, query or fragment, such as https://admin.vps.org/api/v1 (http only for 127.0.0.1, localhost or [::1])',
      ),
      v.transform((url) => new URL(url).href.replace(/\/+$/, '')),
    ),
  ),
  VPS_API_TOKEN: v.optional(
    text(isTokenShaped, 'must start with vps_ and hold printable ASCII characters without spaces'),
  ),
  SERVICE_TOKEN: v.optional(
    text(isTokenShaped, 'must start with vps_ and hold printable ASCII characters without spaces'),
  ),
  SESSION_SECRET: v.optional(
    text(
      ({ length }) => length >= MIN_SECRET_LENGTH && length <= 1024,
      `must have ${MIN_SECRET_LENGTH} to 1024 characters; make one with: openssl rand -hex 32`,
    ),
  ),
  SESSION_IDLE_MINUTES: v.optional(integer(1, 10_080, ' of minutes'), '30'),
  SESSION_MAX_HOURS: v.optional(integer(1, 168, ' of hours'), '12'),
  TRUSTED_PROXIES: v.optional(
    v.pipe(
      text(
        (list) => parseProxies(list) !== null,
        'must be a list of IP addresses or ranges with commas between, such as 127.0.0.1, 10.0.0.0/8',
      ),
      v.transform(parseProxies),
    ),
  ),
  DATABASE_URL: v.optional(
    text(
      (url) => /^postgres(?:ql)?:\/\/\S+$/.test(url) && URL.canParse(url),
      'must be the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name',
    ),
  ),
  DATA_DIR: v.optional(
    text((path) => !path.includes('\0'), 'must be the path of a directory'),
    '.data',
  ),
  // A write gets three times as long.
  VPS_API_TIMEOUT_MS: v.optional(integer(1, 90_000, ' of milliseconds'), '18000'),
  LOG: v.optional(v.picklist(['json', 'silent'], 'must be json or silent'), 'json'),
  READ_ONLY: v.optional(v.picklist(['0', '1'], 'must be 1 (nobody can change anything) or 0'), '0'),
  SANDBOX_SEED: v.optional(integer(0, 4_294_967_295)),
  SANDBOX_CREATION_SPEED: v.optional(
    v.pipe(
      text(
        (speed) => /^\d{1,5}(?:\.\d{1,6})?$/.test(speed) && v.is(creationSpeedSchema, Number(speed)),
        'must be a number from 0.05 to 10000 (1 is the usual speed)',
      ),
      v.transform(Number),
    ),
  ),
  SANDBOX_SERVERS: v.optional(integer(1, 10_000)),
  SANDBOX_BACKUPS: v.optional(integer(0, 1_000_000)),
  SANDBOX_NOW: v.optional(
    v.pipe(
      text(
        (time) => v.is(isoTimestamp, time) && Number.isFinite(Date.parse(time)),
        'must be an ISO 8601 time with its zone, such as 2025-01-16T12:00:00Z',
      ),
      v.transform((time) => Date.parse(time)),
    ),
  ),
  SANDBOX_SCHEDULES: v.optional(v.picklist(['0', '1'], 'must be 1 (demo data with schedules) or 0'), '1'),
  SANDBOX_AGREEMENTS: v.optional(v.picklist(['0', '1'], 'must be 1 (demo data with agreements) or 0'), '1'),
  SANDBOX_SCENARIO: v.optional(v.picklist(SCENARIO_NAMES, `must be one of ${SCENARIO_NAMES.join(', ')}`)),
  METRICS_TOKEN: v.optional(
    text(
      // The form of a bearer token. Source: RFC 6750, section 2.1.
      (token) => /^[\w.~+/-]{16,256}={0,2}$/.test(token),
      'must be 16 to 256 characters: letters, digits and - . _ ~ + /, with = only at the end',
    ),
  ),
  ...ALERT_VARIABLES,
});

/** Reads the settings from environment variables; an empty one counts as not set. Never throws: see `problems`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const names = Object.keys(Environment.entries);
  const given = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = v.safeParse(Environment, given);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`);
    return { ok: false, problems: [...new Set(problems)] };
  }
  const settings = parsed.output;
  const problems = contradictions(settings);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      host: settings.HOST,
      port: settings.PORT,
      publicAddress: settings.PUBLIC_URL ?? null,
      dataDir: settings.DATA_DIR,
      databaseUrl: settings.DATABASE_URL ?? null,
      isLogSilent: settings.LOG === 'silent',
      isReadOnly: settings.READ_ONLY === '1',
      readTimeoutMs: settings.VPS_API_TIMEOUT_MS,
      provider: providerOf(settings),
      alerts: alertSettings(settings),
      metricsToken: settings.METRICS_TOKEN ?? null,
    },
  };
}

type Settings = v.InferOutput<typeof Environment>;

/** Values that are valid on their own but not together. */
function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  const isSignIn = settings.VPS_API_URL !== undefined && settings.VPS_API_TOKEN === undefined;
  if (isSignIn && !isLoopbackName(settings.HOST) && settings.PUBLIC_URL?.isHttps !== true) {
    problems.push(
      'PUBLIC_URL must be an https address when people sign in and HOST is not 127.0.0.1, localhost or ::1: over plain http their tokens could be read on the way.',
    );
  }
  if (settings.VPS_API_TOKEN !== undefined && !isLoopbackName(settings.HOST)) {
    problems.push(
      'HOST must be 127.0.0.1, localhost or ::1 when VPS_API_TOKEN is set: whoever reaches the gateway acts with that token.',
    );
  }
  if (settings.SERVICE_TOKEN !== undefined) problems.push(...serviceTokenProblems(settings));
  if (settings.VPS_API_URL !== undefined && isOwnAddress(new URL(settings.VPS_API_URL), settings.PORT)) {
    problems.push('VPS_API_URL must be the provider, not this gateway itself; PORT has the same number.');
  }
  if ((settings.SANDBOX_SERVERS === undefined) !== (settings.SANDBOX_BACKUPS === undefined)) {
    problems.push('SANDBOX_SERVERS and SANDBOX_BACKUPS must be set together.');
  }
  return [...problems, ...alertContradictions(settings)];
}

function serviceTokenProblems({ VPS_API_TOKEN, VPS_API_URL, PUBLIC_URL }: Settings): string[] {
  if (VPS_API_TOKEN !== undefined) {
    return [
      'SERVICE_TOKEN must not be set together with VPS_API_TOKEN, which does the same work for one person; for a team leave VPS_API_TOKEN out, so that people sign in.',
    ];
  }
  const missing = [
    ...(VPS_API_URL === undefined ? ['VPS_API_URL'] : []),
    ...(PUBLIC_URL === undefined ? ['PUBLIC_URL'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    `SERVICE_TOKEN needs ${missing.join(' and ')}: it watches for people who sign in, at an address that alerts can link to.`,
  ];
}

function providerOf(settings: Settings): ProviderConfig {
  if (settings.VPS_API_TOKEN !== undefined) {
    return { mode: 'token', baseUrl: settings.VPS_API_URL ?? DEFAULT_API_URL, token: settings.VPS_API_TOKEN };
  }
  if (settings.VPS_API_URL !== undefined) {
    return {
      mode: 'sign-in',
      baseUrl: settings.VPS_API_URL,
      sessions: {
        secret: settings.SESSION_SECRET ?? null,
        idleMs: settings.SESSION_IDLE_MINUTES * MINUTE_MS,
        maxMs: settings.SESSION_MAX_HOURS * HOUR_MS,
        trustedProxies: settings.TRUSTED_PROXIES ?? new BlockList(),
      },
      serviceToken: settings.SERVICE_TOKEN ?? null,
    };
  }
  const { SANDBOX_SERVERS: servers, SANDBOX_BACKUPS: backups } = settings;
  return {
    mode: 'sandbox',
    sandbox: {
      seed: settings.SANDBOX_SEED ?? null,
      creationSpeed: settings.SANDBOX_CREATION_SPEED ?? null,
      fleet: servers === undefined || backups === undefined ? null : { servers, backups },
      nowMs: settings.SANDBOX_NOW ?? null,
      scenario: settings.SANDBOX_SCENARIO ?? null,
      hasSchedules: settings.SANDBOX_SCHEDULES === '1',
      hasAgreements: settings.SANDBOX_AGREEMENTS === '1',
    },
  };
}

function isOwnAddress(url: URL, port: number): boolean {
  return isLoopbackName(url.hostname) && url.port === String(port);
}
