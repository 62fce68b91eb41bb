import * as v from 'valibot';
import { normalizedText } from '../../../src/core/lib/fold-text';
import { isLoopbackName } from '../../http/loopback';
import type { Webhook } from './webhook';

/** What the settings say about watching without a browser. */
export interface AlertSettings {
  /** Null: changes are told to nobody. */
  readonly webhook: Webhook | null;
  /** The dead man's switch; null: none. */
  readonly pingUrl: string | null;
  readonly intervalMs: number;
  /** Names or ids of servers that are not watched, as `idKey`s and names in lower case. */
  readonly ignored: ReadonlySet<string>;
}

const DEFAULT_INTERVAL_SECONDS = '300';
const SECONDS = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/),
  v.transform(Number),
  v.minValue(1),
  v.maxValue(86_400),
);
const OUTGOING = v.pipe(v.string(), v.check(isOutgoingUrl));

/** The variables, for the schema of the environment. */
export const ALERT_VARIABLES = {
  ALERT_WEBHOOK_URL: v.optional(OUTGOING),
  ALERT_WEBHOOK_SECRET: v.optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{16,256}$/))),
  PING_URL: v.optional(OUTGOING),
  WATCH_INTERVAL_SECONDS: v.optional(SECONDS, DEFAULT_INTERVAL_SECONDS),
  WATCH_IGNORE: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
};

const URL_RULE =
  'must be an https URL without user name or fragment (http only for 127.0.0.1, localhost or [::1])';

/** What each variable may be; the value that was refused is never shown. */
export const ALERT_RULES: Readonly<Record<keyof typeof ALERT_VARIABLES, string>> = {
  ALERT_WEBHOOK_URL: URL_RULE,
  ALERT_WEBHOOK_SECRET: 'must be 16 to 256 printable ASCII characters without spaces',
  PING_URL: URL_RULE,
  WATCH_INTERVAL_SECONDS: 'must be a whole number of seconds from 1 to 86400',
  WATCH_IGNORE: 'must be names or ids of servers, separated by commas',
};

type AlertVariables = v.InferOutput<v.ObjectSchema<typeof ALERT_VARIABLES, undefined>>;

export function alertSettings(variables: AlertVariables): AlertSettings {
  const {
    ALERT_WEBHOOK_URL: url,
    ALERT_WEBHOOK_SECRET: secret = null,
    WATCH_IGNORE: ignored = '',
  } = variables;
  const names = ignored.split(',').map((name) => normalizedText(name).toLowerCase());
  return {
    webhook: url === undefined ? null : { url, secret },
    pingUrl: variables.PING_URL ?? null,
    intervalMs: variables.WATCH_INTERVAL_SECONDS * 1000,
    ignored: new Set(names.filter((name) => name !== '')),
  };
}

/** Values that are each in order but not together. */
export function alertContradictions(variables: AlertVariables): string[] {
  if (variables.ALERT_WEBHOOK_SECRET === undefined || variables.ALERT_WEBHOOK_URL !== undefined) return [];
  return [
    'ALERT_WEBHOOK_URL is needed when ALERT_WEBHOOK_SECRET is set: there is nothing to sign without it.',
  ];
}

function isOutgoingUrl(text: string): boolean {
  // The raw text counts: URL drops control characters and an empty fragment without a word.
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || /[#@\\]/.test(text.split('?')[0] ?? '')) return false;
  if (text.includes('#') || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || isLoopbackName(url.hostname);
}
