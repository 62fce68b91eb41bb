import { BlockList, isIP } from 'node:net';
import * as v from 'valibot';

import { isTokenShaped } from '../src/core/contract/token';

import { HOUR_MS, MINUTE_MS } from '../src/core/lib/time-units';

import { isLoopbackName, withoutBrackets } from './http/loopback';
import { isPublicUrl, type PublicAddress, publicAddress } from './http/public-url';
import { creationSpeedSchema } from './sandbox/change';
import type { SandboxConfig } from './sandbox/open-sandbox';
import { SCENARIO_NAMES } from './sandbox/scenarios';
import { parseProxies } from './session/client-address';
import type { SessionConfig } from './session/sign-in';
import {
  ALERT_RULES,
  ALERT_VARIABLES,
  type AlertSettings,
  alertContradictions,
  alertSettings,
} from './watch/alerts/alert-settings';

/** Base URL of the provider's API when `VPS_API_URL` is not set. Source: the provider's API document. */
export const DEFAULT_API_URL = 'https://admin.vps.org/api/v1';

/** Where calls go, and whose token they carry: in the mode `sign-in`, that of whoever has signed in. */
export type ProviderConfig =
  | { readonly mode: 'sandbox'; readonly sandbox: SandboxConfig }
  | { readonly mode: 'token'; readonly baseUrl: string; readonly token: string }
  | { readonly mode: 'sign-in'; readonly baseUrl: string; readonly sessions: SessionConfig };

export interface Config {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** The address that people open, where it is not that of this machine. */
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
  /** Lets callers on other machines read the metrics; null lets none. */
  readonly metricsToken: string | null;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

function integer(min: number, max: number) {
  return v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number), v.minValue(min), v.maxValue(max));
}

/** As many characters as 128 random bits have in hexadecimal. */
const MIN_SECRET_LENGTH = 32;

const Environment = v.object({
  PORT: v.optional(integer(0, 65_535), '4173'),
  HOST: v.optional(
    v.pipe(
      v.string(),
      v.transform(withoutBrackets),
      v.check((host) => isIP(host) !== 0 || (hostName.test(host) && !/^[\d.]+$/.test(host))),
    ),
    '127.0.0.1',
  ),
  PUBLIC_URL: v.optional(v.pipe(v.string(), v.check(isPublicUrl), v.transform(publicAddress))),
  VPS_API_URL: v.optional(v.pipe(v.string(), v.check(isAllowedApiUrl), v.transform(asBaseUrl))),
  VPS_API_TOKEN: v.optional(v.pipe(v.string(), v.check(isTokenShaped))),
  SESSION_SECRET: v.optional(v.pipe(v.string(), v.minLength(MIN_SECRET_LENGTH), v.maxLength(1024))),
  SESSION_IDLE_MINUTES: v.optional(integer(1, 10_080), '30'),
  SESSION_MAX_HOURS: v.optional(integer(1, 168), '12'),
  TRUSTED_PROXIES: v.optional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const list = parseProxies(dataset.value);
        if (list !== null) return list;
        addIssue({ message: 'neither an address nor a range' });
        return NEVER;
      }),
    ),
  ),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(?:ql)?:\/\/[^\s]+$/), v.check(isUrl))),
  DATA_DIR: v.optional(v.pipe(v.string(), v.excludes('\0')), '.data'),
  // Three times this, the limit of a write, must stay under the 300 s that Node's own client waits.
  VPS_API_TIMEOUT_MS: v.optional(integer(1, 90_000), '18000'),
  LOG: v.optional(v.picklist(['json', 'silent']), 'json'),
  READ_ONLY: v.optional(v.picklist(['0', '1']), '0'),
  SANDBOX_SEED: v.optional(integer(0, 4_294_967_295)),
  SANDBOX_CREATION_SPEED: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,5}(?:\.\d{1,6})?$/), v.transform(Number), creationSpeedSchema),
  ),
  SANDBOX_SERVERS: v.optional(integer(1, 10_000)),
  SANDBOX_BACKUPS: v.optional(integer(0, 1_000_000)),
  SANDBOX_NOW: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((text) => Date.parse(text)),
      v.finite(),
    ),
  ),
  SANDBOX_SCENARIO: v.optional(v.picklist(SCENARIO_NAMES)),
  // The form of a bearer token. Source: RFC 6750, section 2.1.
  METRICS_TOKEN: v.optional(v.pipe(v.string(), v.regex(/^[\w.~+/-]{16,256}={0,2}$/))),
  ...ALERT_VARIABLES,
});

type Name = keyof typeof Environment.entries;

/** What each variable may be; the reader never sees the value that was refused, it could be a secret. */
const ALLOWED: Readonly<Record<Name, string>> = {
  PORT: 'must be a whole number from 0 to 65535 (0 means any free port)',
  HOST: 'must be an IP address or a host name, such as 127.0.0.1',
  PUBLIC_URL:
    'must be the https address that people open, without user name, path or query, such as https://backups.example.com (http only for 127.0.0.1, localhost or [::1])',
  VPS_API_URL:
    'must be an https URL without user name, query or fragment, such as https://admin.vps.org/api/v1 (http only for 127.0.0.1, localhost or [::1])',
  VPS_API_TOKEN: 'must start with vps_ and hold printable ASCII characters without spaces',
  SESSION_SECRET: `must have ${MIN_SECRET_LENGTH} to 1024 characters; make one with: openssl rand -hex 32`,
  SESSION_IDLE_MINUTES: 'must be a whole number of minutes from 1 to 10080',
  SESSION_MAX_HOURS: 'must be a whole number of hours from 1 to 168',
  TRUSTED_PROXIES:
    'must be a list of IP addresses or ranges with commas between, such as 127.0.0.1, 10.0.0.0/8',
  DATABASE_URL: 'must be the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name',
  DATA_DIR: 'must be the path of a directory',
  VPS_API_TIMEOUT_MS: 'must be a whole number of milliseconds from 1 to 90000',
  LOG: 'must be json or silent',
  READ_ONLY: 'must be 1 (nobody can change anything) or 0',
  SANDBOX_SEED: 'must be a whole number from 0 to 4294967295',
  SANDBOX_CREATION_SPEED: 'must be a number from 0.05 to 10000 (1 is the usual speed)',
  SANDBOX_SERVERS: 'must be a whole number from 1 to 10000',
  SANDBOX_BACKUPS: 'must be a whole number from 0 to 1000000',
  SANDBOX_NOW: 'must be an ISO 8601 time with its zone, such as 2025-01-16T12:00:00Z',
  SANDBOX_SCENARIO: `must be one of ${SCENARIO_NAMES.join(', ')}`,
  METRICS_TOKEN: 'must be 16 to 256 characters: letters, digits and - . _ ~ + /, with = only at the end',
  ...ALERT_RULES,
};

/**
 * Reads the settings from environment variables; an empty one counts as not set. Never throws: every bad value
 * becomes one sentence that names the variable and what it may be, without the value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const names = Object.keys(ALLOWED);
  const given = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = v.safeParse(Environment, given);
  if (!parsed.success) {
    const bad = new Set(parsed.issues.map((issue) => issue.path?.[0]?.key));
    return {
      ok: false,
      problems: Object.entries(ALLOWED).flatMap(([name, rule]) =>
        bad.has(name) ? [`${name} ${rule}.`] : [],
      ),
    };
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

/** Values that are each in order but not together. */
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
  if (settings.VPS_API_URL !== undefined && isOwnAddress(new URL(settings.VPS_API_URL), settings.PORT)) {
    problems.push('VPS_API_URL must be the provider, not this gateway itself; PORT has the same number.');
  }
  if ((settings.SANDBOX_SERVERS === undefined) !== (settings.SANDBOX_BACKUPS === undefined)) {
    problems.push('SANDBOX_SERVERS and SANDBOX_BACKUPS must be set together.');
  }
  return [...problems, ...alertContradictions(settings)];
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
    },
  };
}

function isUrl(text: string): boolean {
  return URL.canParse(text);
}

function isAllowedApiUrl(text: string): boolean {
  // The raw text counts: URL drops an empty query, an empty fragment and control characters without a word.
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || /[?#@\\]/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || isLoopbackName(url.hostname);
}

function isOwnAddress(url: URL, port: number): boolean {
  return isLoopbackName(url.hostname) && url.port === String(port);
}

function asBaseUrl(text: string): string {
  return new URL(text).href.replace(/\/+$/, '');
}
