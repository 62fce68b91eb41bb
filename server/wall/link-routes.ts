import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { newWallLinkSchema, type WireWallLinks } from '../../src/core/fleet/wall-link-wire';
import { checkName, MAX_NAME_LENGTH } from '../../src/core/lib/short-name';
import { type ChangeAccount, callerName, changeCaller, loggedChange } from '../audit/kept-change';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import { type GatewayEnv, isRead } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { MAX_WALL_LINKS, type WallLinkStore } from './link-store';

/** The account whose links the caller manages, or why there are none. */
export type WallAccess = { readonly scope: string } | { readonly off: 'signIn' | 'otherAccount' };

export interface WallLinkRoutesOptions {
  readonly links: WallLinkStore;
  readonly accessOf: (c: Context<GatewayEnv>) => Promise<WallAccess>;
  readonly accountOf: (c: Context<GatewayEnv>) => ChangeAccount;
  readonly newId: () => string;
  readonly log: Log;
}

/** `/api/wall-links`: lists, creates and revokes wall links. Each change is logged. */
export function wallLinkRoutes(options: WallLinkRoutesOptions): Hono<GatewayEnv> {
  const { links, accessOf, accountOf, newId, log } = options;
  const routes = new Hono<GatewayEnv>();

  /** The caller's log entry for a change. */
  const entryOf = (name: string) => ({ id: newId(), server: null, description: name });

  routes.get('/', async (c) => {
    const access = await accessOf(c);
    const list: WireWallLinks =
      'off' in access
        ? { off_reason: access.off, links: [] }
        : { off_reason: null, links: await links.list(access.scope) };
    return c.json(list);
  });

  routes.post('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(newWallLinkSchema, body.value);
    const check = request.success ? checkName(request.output.name) : null;
    if (check === null || !check.isGood) return gatewayError(BAD_NAME);
    const access = await accessOf(c);
    if ('off' in access) return gatewayError(OFF[access.off]);
    const { scope } = access;
    const caller = changeCaller(c, accountOf(c));
    const entry = { ...entryOf(check.name), action: 'make_wall_link', rights: 'certain' } as const;
    const made = await loggedChange(caller, entry, async (actor) => {
      const value = await links.add(scope, check.name, callerName(caller, actor));
      return value === null ? { ok: false, failure: FULL } : { ok: true, value };
    });
    if (!made.ok) return gatewayError(made.failure);
    const { link, key } = made.value;
    return c.json({ ...link, key }, 201);
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST')));

  routes.delete('/:id', async (c) => {
    const access = await accessOf(c);
    const id = c.req.param('id');
    const link = 'off' in access ? null : await links.find(access.scope, id);
    if ('off' in access || link === null) return gatewayError(UNKNOWN);
    // It only takes a right away.
    const entry = { ...entryOf(link.name), action: 'revoke_wall_link', rights: 'any' } as const;
    const revoked = await loggedChange(changeCaller(c, accountOf(c)), entry, async () =>
      (await links.remove(access.scope, id)) ? { ok: true, value: null } : { ok: false, failure: UNKNOWN },
    );
    return revoked.ok ? c.body(null, 204) : gatewayError(revoked.failure);
  });
  routes.all('/:id', () => gatewayError(methodRefused('DELETE')));

  routes.onError((error, c) => {
    log.event('wall_links_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
    return gatewayError(isRead(c) ? UNREADABLE : UNWRITABLE);
  });
  return routes;
}

const BAD_NAME: GatewayFailure = {
  code: 'bad_body',
  detail: `A wall link takes {"name": "…"}, a name of 1 to ${MAX_NAME_LENGTH} characters. Nothing was made.`,
};
const FULL: GatewayFailure = {
  code: 'wall_links_full',
  detail: `There are ${MAX_WALL_LINKS} wall links already. Revoke one first. Nothing was made.`,
};
const UNKNOWN: GatewayFailure = {
  code: 'wall_link_unknown',
  detail: 'There is no such wall link; someone may have revoked it already.',
};
const OFF: Readonly<Record<'signIn' | 'otherAccount', GatewayFailure>> = {
  signIn: {
    code: 'wall_links_off',
    detail: 'Wall links need SERVICE_TOKEN, the token that walls use. Nothing was made.',
  },
  otherAccount: {
    code: 'other_account',
    detail: 'The service token of this dashboard belongs to another account. Nothing was made.',
  },
};
const UNREADABLE: GatewayFailure = {
  code: 'wall_unavailable',
  detail: "The database can't be read, so wall links can't be shown. Check that the database is running.",
};
const UNWRITABLE: GatewayFailure = {
  code: 'wall_unavailable',
  detail:
    "The database can't be written, so nothing was changed. Check that the disk has space and that the database is running.",
};
