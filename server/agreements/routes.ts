import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import * as v from 'valibot';
import { expectationWire, type WireServerAgreement } from '../../src/core/agreements/agreement';
import {
  ACTION_OF_CHANGE,
  agreementChangeRequestWire,
  changedAgreement,
  changeText,
  endedAcknowledgementsWire,
} from '../../src/core/agreements/agreement-change';
import { newTagWire, tagWire } from '../../src/core/agreements/agreement-words';
import { tagExpectationSigns } from '../../src/core/agreements/logged-expectation';
import { idKey } from '../../src/core/backups/backup';
import { idSchema } from '../../src/core/contract/schema';
import type { Account } from '../audit/activity';
import { callerName, changeCaller, loggedChange } from '../audit/kept-change';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { EndToStore } from './acknowledgement-ends';
import { type AgreedServerAccount, readAgreedServer } from './agreed-server';
import { type BackupMarkAccount, backupMarkRoutes } from './backup-mark-routes';
import { badChange, storedChange, UNJUDGED, UNKNOWN_SERVER, UNREADABLE, UNWRITABLE } from './failures';
import type { AgreementStore } from './store';

/** Account and log of the caller, and what says which servers there are. */
export interface AgreementAccount extends BackupMarkAccount, AgreedServerAccount {
  readonly lookup: Account['lookup'];
  readonly serverName: Account['serverName'];
}

export interface AgreementRoutesOptions {
  readonly accountOf: (c: Context<GatewayEnv>) => AgreementAccount;
  readonly agreementsOf: (c: Context<GatewayEnv>) => AgreementStore;
  /** Names from `WATCH_IGNORE` for the caller's fleet; none by default. */
  readonly ignoredFor?: (c: Context<GatewayEnv>) => Promise<ReadonlySet<string>>;
  /** Tidies up the marks on backups; nobody waits for it. Never rejects. */
  readonly afterRead?: (c: Context<GatewayEnv>) => Promise<void>;
  /** What the gateway itself finds to be over; null if it can't read everything. @throws database errors */
  readonly findEnds: (c: Context<GatewayEnv>) => Promise<readonly EndToStore[] | null>;
  /** @throws database errors */
  readonly storeEnd: (c: Context<GatewayEnv>, end: EndToStore) => Promise<void>;
  readonly newId: () => string;
  readonly log: Log;
  /** Clock of the entries, epoch ms. */
  readonly now: () => number;
}

const NOTHING_IGNORED: ReadonlySet<string> = new Set();

const tagChangeWire = v.object({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  expectation: v.nullable(expectationWire),
});

/** `/api/agreements`: what people agreed about servers and tags, and the marks on backups. Each change is logged. */
export function agreementRoutes(options: AgreementRoutesOptions): Hono<GatewayEnv> {
  const { accountOf, agreementsOf, findEnds, storeEnd, newId, log, now } = options;
  const { afterRead = async () => {}, ignoredFor = async () => NOTHING_IGNORED } = options;
  const routes = new Hono<GatewayEnv>();

  const unavailable = (c: Context<GatewayEnv>, error: unknown, failure: GatewayFailure): Response => {
    log.event('agreements_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
    return gatewayError(failure);
  };

  routes.get('/', etag(), async (c) => {
    try {
      const [all, ignored] = await Promise.all([agreementsOf(c).all(), ignoredFor(c)]);
      if (all.backups.length > 0) void afterRead(c);
      return c.json(ignored.size === 0 ? all : { ...all, ignored: [...ignored] });
    } catch (error) {
      return unavailable(c, error, UNREADABLE);
    }
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD')));

  routes.post('/servers/:id', async (c) => {
    const serverId = v.safeParse(idSchema, c.req.param('id'));
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(agreementChangeRequestWire, body.value);
    if (!serverId.success || !request.success) return gatewayError(badChange(request.issues));
    const { version, change } = request.output;
    const account = accountOf(c);
    const asked = await readAgreedServer(account, serverId.output, version === 0);
    const entry = {
      id: newId(),
      action: ACTION_OF_CHANGE[change.kind],
      server: { id: serverId.output, name: asked.name },
      description: changeText(change),
    };
    try {
      const caller = changeCaller(c, account);
      const changed = await loggedChange(caller, entry, async (actor) => {
        if (!asked.mayExist) return { ok: false, failure: UNKNOWN_SERVER };
        const said = { at: new Date(now()).toISOString(), by: callerName(caller, actor) };
        const next = (before: WireServerAgreement) => changedAgreement(before, change, said);
        return storedChange(await agreementsOf(c).changeServer(serverId.output, version, next), next);
      });
      return changed.ok ? c.json(changed.value) : gatewayError(changed.failure);
    } catch (error) {
      return unavailable(c, error, UNWRITABLE);
    }
  });
  routes.all('/servers/:id', () => gatewayError(methodRefused('POST')));

  routes.post('/ended', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(endedAcknowledgementsWire, body.value);
    if (!request.success) return gatewayError(badChange(request.issues));
    const { actors, serverName } = accountOf(c);
    if ((await actors.current())?.mayOnlyRead === true) return gatewayError(TOKEN_READS_ONLY);
    try {
      const { servers } = await agreementsOf(c).all();
      const versions = new Map(
        servers.map(({ acknowledgement, server_id, version }) => [
          idKey(server_id),
          acknowledgement?.ended === null ? version : null,
        ]),
      );
      // Otherwise another reader was first, or somebody changed it.
      const open = request.output.ended.filter((one) => versions.get(idKey(one.server_id)) === one.version);
      for (const { server_id: id, version, cause } of open) {
        if (cause !== 'date') continue;
        await storeEnd(c, { server: { id, name: await serverName(id) }, version, cause });
      }
      const judged = new Set(open.flatMap((one) => (one.cause === 'date' ? [] : [idKey(one.server_id)])));
      if (judged.size === 0) return c.json({});
      // A caller's claim must not be logged as the dashboard's own.
      const found = await findEnds(c);
      if (found === null) return gatewayError(UNJUDGED);
      for (const end of found) if (judged.has(idKey(end.server.id))) await storeEnd(c, end);
      return c.json({});
    } catch (error) {
      return unavailable(c, error, UNWRITABLE);
    }
  });
  routes.all('/ended', () => gatewayError(methodRefused('POST')));
  routes.route('/backups', backupMarkRoutes(options));

  routes.put('/tags/:tag', async (c) => {
    const tag = v.safeParse(tagWire, c.req.param('tag'));
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(tagChangeWire, body.value);
    if (!tag.success || !request.success) return gatewayError(badChange(request.issues ?? tag.issues));
    const { version, expectation } = request.output;
    // What an earlier version accepted can still be removed.
    const wrong = expectation === null ? undefined : v.safeParse(newTagWire, tag.output).issues;
    if (wrong !== undefined) return gatewayError(badChange(wrong));
    const entry = {
      id: newId(),
      action: 'set_tag_expectation',
      server: null,
      description: tagExpectationSigns(tag.output, expectation),
    } as const;
    try {
      const changed = await loggedChange(changeCaller(c, accountOf(c)), entry, async () => {
        const next = expectation === null ? null : { tag: tag.output, version: version + 1, expectation };
        return storedChange(await agreementsOf(c).changeTag(tag.output, version, expectation), () => next);
      });
      return changed.ok ? c.json(changed.value) : gatewayError(changed.failure);
    } catch (error) {
      return unavailable(c, error, UNWRITABLE);
    }
  });
  routes.all('/tags/:tag', () => gatewayError(methodRefused('PUT')));
  return routes;
}
