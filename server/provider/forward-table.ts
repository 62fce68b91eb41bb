import * as v from 'valibot';
import { type Id, idKey } from '../../src/core/backups/backup';
import { idSchema } from '../../src/core/contract/schema';
import { PAGING } from '../../src/core/contract/schema-list';
import { type GatewayFailure, methodRefused } from '../http/gateway-error';

type ForwardMethod = 'GET' | 'POST' | 'DELETE';

/** A documented call of the provider. */
export interface ForwardCall {
  readonly method: ForwardMethod;
  /** Path with query, after the base URL. */
  readonly path: string;
  /** Path template for the log: `/backups/{id}/`. */
  readonly route: string;
  readonly hasBody: boolean;
}

interface Refused {
  readonly ok: false;
  readonly failure: GatewayFailure;
}

export type ForwardDecision = { readonly ok: true; readonly call: ForwardCall } | Refused;

type QueryRules = Readonly<Record<string, RegExp>>;

interface ForwardRoute {
  readonly route: string;
  readonly pattern: RegExp;
  readonly methods: Readonly<Partial<Record<ForwardMethod, QueryRules>>>;
}

const NO_QUERY: QueryRules = {};

const ID = '[A-Za-z0-9_-]{1,64}';

const ROUTES: readonly ForwardRoute[] = [
  {
    route: '/backups/',
    methods: {
      GET: { server_id: new RegExp(`^${ID}$`), backup_type: /^(?:manual|automatic)$/, ...PAGING },
      POST: NO_QUERY,
    },
  },
  { route: '/backups/{id}/', methods: { DELETE: NO_QUERY } },
  {
    route: '/servers/',
    methods: { GET: { status: /^[\w-]{1,64}$/, location: /^[\p{L}\p{M}\p{N} .,'()_-]{1,64}$/u, ...PAGING } },
  },
  { route: '/servers/{id}/', methods: { GET: NO_QUERY } },
  { route: '/servers/{id}/restore/', methods: { POST: NO_QUERY } },
  { route: '/account/me/', methods: { GET: NO_QUERY } },
].map((entry) => ({ ...entry, pattern: new RegExp(`^${entry.route.replace('{id}', ID)}$`) }));

/**
 * Decides whether a call is documented. Source: the provider's API document. @param target path and query exactly as
 * sent, after `/api/v1`; a path that needs decoding or repair (`..`, `%2f`, `//`, a missing last slash) is not
 * documented
 */
export function decideForward(method: string, target: string): ForwardDecision {
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  const found = ROUTES.find((candidate) => candidate.pattern.test(path));
  if (found === undefined) {
    return refuse({
      code: 'not_forwarded',
      detail: 'The dashboard does not forward this path to the provider. Paths end with a slash.',
    });
  }
  if (!isMethodOf(found, method)) {
    return refuse(methodRefused(Object.keys(found.methods).join(', ')));
  }
  const query = queryAt === -1 ? '' : readQuery(target.slice(queryAt + 1), found.methods[method] ?? NO_QUERY);
  if (query === null) {
    return refuse({
      code: 'bad_query',
      detail: 'A query parameter is unknown, repeated or malformed.',
    });
  }
  return { ok: true, call: { method, path: path + query, route: found.route, hasBody: method === 'POST' } };
}

function isMethodOf(route: ForwardRoute, method: string): method is ForwardMethod {
  return Object.hasOwn(route.methods, method);
}

/** The query in canonical form with its `?`; null when it breaks a rule. */
function readQuery(raw: string, rules: QueryRules): string | null {
  const pairs = new Map<string, string>();
  for (const pair of raw.split('&')) {
    const [, key = '', encoded = ''] = /^(\w+)=([\x21-\x7e]+)$/.exec(pair) ?? [];
    const value = decodeFormValue(encoded);
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (value === null || rule === undefined || !rule.test(value) || pairs.has(key)) return null;
    pairs.set(key, value);
  }
  return `?${[...pairs].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
}

function decodeFormValue(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

function refuse(failure: GatewayFailure): ForwardDecision {
  return { ok: false, failure };
}

interface BodyRule {
  readonly schema: v.GenericSchema<unknown, Readonly<Record<string, unknown>>>;
  /** Shown in the refusal. */
  readonly form: string;
}

/** Allowed bodies. Missing fields are for the provider to refuse. Source: the provider's API document. */
const RULES: Readonly<Record<string, BodyRule>> = {
  '/backups/': {
    schema: v.strictObject({
      server_id: v.optional(idSchema),
      description: v.optional(v.nullable(v.string())),
    }),
    form: '{"server_id": …, "description": "…"}',
  },
  '/servers/{id}/restore/': {
    schema: v.strictObject({ backup_id: v.optional(idSchema) }),
    form: '{"backup_id": …}',
  },
};

/** A change at the provider. */
export type Write =
  | {
      readonly action: 'create_backup';
      /** Null when missing or malformed; the provider then refuses it. */
      readonly serverId: Id | null;
      readonly description: string | null;
    }
  | { readonly action: 'delete_backup'; readonly backupId: Id }
  | { readonly action: 'restore_server'; readonly serverId: Id; readonly backupId: Id };

const createSchema = v.object({
  server_id: v.fallback(v.nullable(idSchema), null),
  description: v.fallback(v.nullable(v.string()), null),
});
const restoreSchema = v.object({ backup_id: idSchema });

export type WriteDecision =
  | {
      readonly ok: true;
      /** As checked and logged. */
      readonly write: Write;
      /** As sent, in JSON; null for a call without a body. */
      readonly body: Uint8Array<ArrayBuffer> | null;
    }
  | Refused;

/**
 * What a call changes, and its body: serialised from the validated value, so that exactly what was checked is sent.
 * @param given the body; null for a call without one
 */
export function decideWrite(call: ForwardCall, given: unknown): WriteDecision {
  const rule = RULES[call.route];
  if (rule === undefined) return withBackup(readWrite(call, {}), null);
  const parsed = v.safeParse(rule.schema, given);
  if (!parsed.success) {
    const detail = `This call takes ${rule.form} and nothing else; an id is a whole number, or a text of up to 64 characters. Nothing was sent.`;
    return { ok: false, failure: { code: 'bad_body', detail } };
  }
  const body = new TextEncoder().encode(JSON.stringify(parsed.output));
  return withBackup(readWrite(call, parsed.output), body);
}

/** Method, path and body of each change. Source: the provider's API document. */
function changeOf(write: Write): readonly [ForwardMethod, string, Readonly<Record<string, unknown>> | null] {
  switch (write.action) {
    case 'create_backup':
      return ['POST', '/backups/', { server_id: write.serverId, description: write.description }];
    case 'delete_backup':
      return ['DELETE', `/backups/${idKey(write.backupId)}/`, null];
    case 'restore_server':
      return ['POST', `/servers/${idKey(write.serverId)}/restore/`, { backup_id: write.backupId }];
  }
}

/** The call that makes a change of the gateway's own; an id that cannot be part of a path is refused. */
export function decideChange(
  change: Write,
): (Extract<WriteDecision, { ok: true }> & { readonly call: ForwardCall }) | Refused {
  const [method, path, json] = changeOf(change);
  const decision = decideForward(method, path);
  if (!decision.ok) return decision;
  const decided = decideWrite(decision.call, json);
  return decided.ok ? { ...decided, call: decision.call } : decided;
}

function withBackup(write: Write | null, body: Uint8Array<ArrayBuffer> | null): WriteDecision {
  return write === null ? { ok: false, failure: NO_BACKUP_ID } : { ok: true, write, body };
}

/** Null for a restore without a backup id. */
function readWrite(call: ForwardCall, body: Readonly<Record<string, unknown>>): Write | null {
  const [, pathId = ''] = /^\/[a-z]+\/([^/]+)\//.exec(call.path) ?? [];
  switch (call.route) {
    case '/backups/': {
      const { server_id, description } = v.parse(createSchema, body);
      return { action: 'create_backup', serverId: server_id, description };
    }
    case '/backups/{id}/':
      return { action: 'delete_backup', backupId: pathId };
    case '/servers/{id}/restore/': {
      const restore = v.safeParse(restoreSchema, body);
      return restore.success
        ? { action: 'restore_server', serverId: pathId, backupId: restore.output.backup_id }
        : null;
    }
    default:
      throw new Error(`${call.method} ${call.route} changes nothing.`);
  }
}

const NO_BACKUP_ID: GatewayFailure = {
  code: 'bad_body',
  detail: 'A restore must name its backup: {"backup_id": …}. Nothing was sent.',
};
