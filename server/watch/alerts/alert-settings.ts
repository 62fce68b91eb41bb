import * as v from 'valibot';
import { normalizedText } from '../../../src/core/lib/fold-text';
import { safeUrl } from '../../http/own-address';

interface Webhook {
  readonly url: string;
  /** Key of the signature; null when messages are not signed. */
  readonly secret: string | null;
}

/** The settings of the alerts. Neither an address nor the secret is ever shown, logged or stored. */
export interface AlertSettings {
  readonly webhook: Webhook | null;
  /** Called after each check, as a dead man's switch. */
  readonly pingUrl: string | null;
  readonly intervalMs: number;
  /** Servers to leave out: names, or ids with or without `#`; in lower case. */
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
const OUTGOING = v.message(
  v.optional(v.pipe(v.string(), v.check(isOutgoingUrl))),
  'must be an https URL without user name or fragment (http only for 127.0.0.1, localhost or [::1])',
);

/** The variables and what each may be, for the schema of the environment. */
export const ALERT_VARIABLES = {
  ALERT_WEBHOOK_URL: OUTGOING,
  ALERT_WEBHOOK_SECRET: v.message(
    v.optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{16,256}$/))),
    'must be 16 to 256 printable ASCII characters without spaces',
  ),
  PING_URL: OUTGOING,
  WATCH_INTERVAL_SECONDS: v.message(
    v.optional(SECONDS, DEFAULT_INTERVAL_SECONDS),
    'must be a whole number of seconds from 1 to 86400',
  ),
  WATCH_IGNORE: v.message(
    v.optional(v.pipe(v.string(), v.maxLength(10_000))),
    'must be names or ids of servers, separated by commas',
  ),
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
  return safeUrl(text, /#|^[^?]*[@\\]/) !== null;
}
