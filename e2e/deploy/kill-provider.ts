import { createServer, type ServerResponse } from 'node:http';
import * as v from 'valibot';

export type WriteKind = 'create' | 'delete' | 'restore';
/** `arrived`: nothing done yet. `acted`: done, not answered yet. `answered`: the answer is on its way. */
export type Moment = 'arrived' | 'acted' | 'answered';

/** A write that reached the provider. */
export interface SeenWrite {
  readonly kind: WriteKind;
  /** Identifies it: a new backup's description, or the path. */
  readonly key: string;
  hasActed: boolean;
}

export interface KillProvider {
  readonly url: string;
  readonly token: string;
  readonly servers: readonly { readonly id: number; readonly name: string }[];
  /** Everything that ever arrived, in order. */
  readonly writes: readonly SeenWrite[];
  /** Whether none of a server's backups is still running. */
  hasAllCompleted(serverId: number): boolean;
  /** The id of the one backup that a server starts with. */
  backupOf(serverId: number): number;
  /** Called at each stage of each write; false stops it there. */
  onWrite(hook: (write: SeenWrite, moment: Moment) => boolean): void;
  /** Called at each list of backups, with the number of lists since the last write. */
  onList(hook: (sinceWrite: number) => void): void;
  close(): Promise<void>;
}

const SERVERS = 12;
/** A new backup is completed, and a restored server active again, after this many reads. */
const LOOKS = 3;

interface Entry {
  readonly id: number;
  readonly serverId: number;
  readonly [field: string]: unknown;
}

const bodySchema = v.object({
  server_id: v.optional(v.number(), 0),
  description: v.optional(v.string(), ''),
});
type Body = v.InferOutput<typeof bodySchema>;

/** A provider that tells the test how far each write got, and can stop it there. */
export async function startKillProvider(): Promise<KillProvider> {
  const token = 'vps_kill_0123456789';
  const servers = Array.from({ length: SERVERS }, (_, index) => ({ id: 100 + index, name: `kill-${index}` }));
  const backups = new Map<number, Entry>();
  const looks = new Map<number, number>();
  const writes: SeenWrite[] = [];
  let hookWrite: (write: SeenWrite, moment: Moment) => boolean = () => true;
  let hookList: (sinceWrite: number) => void = () => {};
  let sinceWrite = 0;
  let nextId = 5000;

  const isDone = (id: number): boolean => (looks.get(id) ?? LOOKS) >= LOOKS;
  const add = (id: number, serverId: number, fields: Readonly<Record<string, unknown>>): Entry => {
    const server = servers.find((one) => one.id === serverId);
    const entry = { id, serverId, server, backup_type: 'manual', size_mb: 4000, expires_at: null, ...fields };
    backups.set(id, entry);
    return entry;
  };
  for (const { id } of servers) {
    const created = new Date(Date.now() - 3_600_000).toISOString();
    add(1000 + id, id, { backup_type: 'automatic', created_at: created, description: 'Daily' });
  }
  const shown = ({ serverId: _serverId, ...entry }: Entry) => ({
    ...entry,
    status: isDone(entry.id) ? 'completed' : 'in_progress',
  });
  const shownServer = (server: (typeof servers)[number]) => ({
    ...server,
    status: isDone(server.id) ? 'active' : 'restoring',
  });
  const look = (ids: Iterable<number>): void => {
    for (const id of ids) {
      const count = looks.get(id);
      if (count !== undefined) looks.set(id, count + 1);
    }
  };

  function answerTo(path: string): unknown {
    if (path === '/account/me/') {
      return { account: { id: 1, email: 'ops@example.com' }, token: { name: 'kills' } };
    }
    if (path === '/backups/') {
      sinceWrite += 1;
      hookList(sinceWrite);
      look(backups.keys());
      const results = [...backups.values()].map(shown);
      return { count: results.length, results };
    }
    look(servers.map(({ id }) => id));
    const server = servers.find(({ id }) => path === `/servers/${id}/`);
    return server === undefined
      ? { count: servers.length, results: servers.map(shownServer) }
      : shownServer(server);
  }

  function act({ kind }: SeenWrite, path: string, body: Body): [number, unknown] {
    if (kind === 'delete') {
      backups.delete(Number(/\d+/.exec(path)?.[0]));
      return [204, null];
    }
    if (kind === 'restore') {
      looks.set(Number(/\d+/.exec(path)?.[0]), 0);
      return [202, { message: 'Restore started.' }];
    }
    nextId += 1;
    looks.set(nextId, 0);
    const { description, server_id } = body;
    const created = add(nextId, server_id, { created_at: new Date().toISOString(), description });
    return [201, shown(created)];
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = new URL(request.url ?? '/', 'http://provider.invalid').pathname.replace('/api/v1', '');
      if (request.method === 'GET') return json(response, 200, answerTo(path));
      const body = v.parse(bodySchema, JSON.parse(Buffer.concat(chunks).toString() || '{}'));
      const kind = request.method === 'DELETE' ? 'delete' : path === '/backups/' ? 'create' : 'restore';
      const key = kind === 'create' ? body.description : path;
      const write: SeenWrite = { kind, key, hasActed: false };
      writes.push(write);
      sinceWrite = 0;
      if (!hookWrite(write, 'arrived')) return;
      const [status, answer] = act(write, path, body);
      write.hasActed = true;
      if (!hookWrite(write, 'acted')) return;
      response.once('finish', () => hookWrite(write, 'answered'));
      json(response, status, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/api/v1`,
    token,
    servers,
    writes,
    hasAllCompleted: (serverId) =>
      [...backups.values()].every((entry) => entry.serverId !== serverId || isDone(entry.id)),
    backupOf: (serverId) => 1000 + serverId,
    onWrite: (hook) => {
      hookWrite = hook;
    },
    onList: (hook) => {
      hookList = hook;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  if (status === 204) response.writeHead(204).end();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
