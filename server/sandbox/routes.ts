import { type Context, Hono } from 'hono';
import { restoreRefusal } from '../../src/core/backups/backup-actions';
import { MANUAL_SLOTS } from '../../src/core/backups/quota';
import { createRefusal } from '../../src/core/servers/create-refusal';
import { RESTORING_STATUS } from '../../src/core/servers/server';
import type { Answers } from './answers';
import { type Circumstances, startBackup, startRestore } from './lifecycle';
import {
  backupsQuerySchema,
  createBodySchema,
  parseBody,
  parseFields,
  restoreBodySchema,
  serversQuerySchema,
} from './requests';
import { addResource, badRequest, conflict, jsonText, notFound, queryValue } from './resource';
import type { Store } from './store';

export const API_PATH = '/api/v1';

export interface RoutesOptions {
  readonly store: Store;
  readonly answers: Answers;
  readonly token: string;
  /** The sandbox's clock, epoch ms. */
  readonly now: () => number;
  readonly circumstances: () => Circumstances;
}

/** Quoted from the Backups API document. */
const CREATE_MESSAGE = 'Backup is being created. This may take several minutes depending on server size.';

const ACCOUNT = {
  account: { id: 4711, email: 'ops@example.com', name: 'Example Operations' },
  token: {
    name: 'nightly-ops',
    permissions: ['account:read', 'servers:read', 'servers:restore', 'backups:read', 'backups:write'],
  },
};

/**
 * The provider's documented calls and answers; undocumented details follow Django REST framework. Every path ends with
 * a slash.
 */
export function createRoutes(options: RoutesOptions): Hono {
  const app = new Hono();
  const add = (path: string, handlers: Parameters<typeof addResource>[3]) =>
    addResource(app, API_PATH + path, options.token, handlers);

  add('/backups/', { get: (c) => listBackups(c, options), post: (c) => createBackup(c, options) });
  // Deleting a running backup ends it.
  add('/backups/:id{[0-9]+}/', {
    delete: (c) => (options.store.deleteBackup(pathId(c)) ? c.body(null, 204) : notFound(c)),
  });
  add('/servers/', { get: (c) => listServers(c, options) });
  add('/servers/:id{[0-9]+}/', { get: (c) => getServer(c, options) });
  add('/servers/:id{[0-9]+}/restore/', { post: (c) => restoreServer(c, options) });
  add('/account/me/', { get: (c) => c.json(ACCOUNT) });

  app.notFound(notFound);
  // A bug must not look like an answer of the provider.
  app.onError((error) => {
    throw error;
  });
  return app;
}

function listBackups(c: Context, { answers }: RoutesOptions): Response {
  const query = parseFields(backupsQuerySchema, {
    server_id: queryValue(c, 'server_id'),
    backup_type: queryValue(c, 'backup_type'),
  });
  if (!query.ok) return badRequest(c, query.errors);
  return jsonText(answers.backups({ serverId: query.value.server_id, type: query.value.backup_type }), 200);
}

async function createBackup(c: Context, options: RoutesOptions): Promise<Response> {
  const { answers, store } = options;
  const body = parseBody(createBodySchema, await c.req.text());
  if (!body.ok) return badRequest(c, body.errors);
  const now = options.now();
  const server = store.targetServer(body.value.server_id, now);
  if (server === null) return notFound(c);
  switch (createRefusal({ slotsUsed: store.manualCount(server.id), serverStatus: server.status })) {
    case 'slotsFull':
      return badRequest(c, {
        detail: `This server already has ${MANUAL_SLOTS} manual backups, the maximum. Delete one to make room.`,
      });
    case 'serverRestoring':
      return conflict(c, 'A restore of this server is in progress.');
    case null: {
      const { description } = body.value;
      const backup = answers.backup(
        startBackup(store, { server, description, now }, options.circumstances()),
      );
      return jsonText(`${backup.slice(0, -1)},"message":${JSON.stringify(CREATE_MESSAGE)}}`, 201);
    }
  }
}

function listServers(c: Context, { answers, now }: RoutesOptions): Response {
  const query = parseFields(serversQuerySchema, {
    status: queryValue(c, 'status'),
    location: queryValue(c, 'location'),
  });
  return query.ok ? jsonText(answers.servers(query.value, now()), 200) : badRequest(c, query.errors);
}

function getServer(c: Context, { answers, now }: RoutesOptions): Response {
  const server = answers.server(pathId(c), now());
  return server === null ? notFound(c) : jsonText(server, 200);
}

async function restoreServer(c: Context, options: RoutesOptions): Promise<Response> {
  const { store } = options;
  const text = await c.req.text();
  const now = options.now();
  const server = store.targetServer(pathId(c), now);
  if (server === null) return notFound(c);
  const body = parseBody(restoreBodySchema, text);
  if (!body.ok) return badRequest(c, body.errors);
  const backup = store.standing(body.value.backup_id);
  if (backup === null) return notFound(c);
  if (backup.serverId !== server.id) {
    return badRequest(c, { backup_id: ['This backup belongs to another server.'] });
  }
  if (restoreRefusal(backup) !== null) {
    return badRequest(c, { backup_id: ['Only a completed backup can be restored.'] });
  }
  if (server.status === RESTORING_STATUS) {
    return conflict(c, 'A restore of this server is already in progress.');
  }
  startRestore(store, { server, now }, options.circumstances());
  return c.json({ message: `Restore of ${server.name} from backup ${backup.id} has started.` }, 202);
}

function pathId(c: Context): number {
  return Number(c.req.param('id'));
}
