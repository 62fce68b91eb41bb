import * as v from 'valibot';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox';

/** The moment of the document's example of "create". */
export const NOW = Date.UTC(2025, 0, 16, 15, 45);

const isoSecond = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));

const backupEntries = {
  id: v.pipe(v.number(), v.integer()),
  server: v.strictObject({ id: v.pipe(v.number(), v.integer()), name: v.string() }),
  backup_type: v.picklist(['manual', 'automatic']),
  status: v.picklist(['in_progress', 'completed', 'failed']),
  size_mb: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  created_at: isoSecond,
  expires_at: v.nullable(isoSecond),
  description: v.string(),
};
const backupSchema = v.strictObject(backupEntries);
const createdSchema = v.strictObject({ ...backupEntries, message: v.string() });
const backupListSchema = v.strictObject({ count: v.number(), results: v.array(backupSchema) });
const serverSchema = v.strictObject({
  id: v.pipe(v.number(), v.integer()),
  name: v.string(),
  hostname: v.string(),
  status: v.string(),
  ip_address: v.string(),
  location: v.string(),
  plan: v.strictObject({
    id: v.number(),
    name: v.string(),
    vcpus: v.number(),
    memory: v.number(),
    storage: v.number(),
  }),
  os: v.strictObject({ id: v.number(), name: v.string() }),
  created_at: isoSecond,
  updated_at: isoSecond,
});
const serverListSchema = v.strictObject({ count: v.number(), results: v.array(serverSchema) });

export type ShownBackup = v.InferOutput<typeof backupSchema>;
type ShownServer = v.InferOutput<typeof serverSchema>;

/** A sandbox with a manual clock, and calls that check the form of their answers. */
export interface Trial {
  readonly sandbox: Sandbox;
  /** Moves the injected clock, not the sandbox's offset. */
  readonly pass: (ms: number) => void;
  readonly now: () => number;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Response>;
  readonly backups: (query?: string) => Promise<ShownBackup[]>;
  readonly servers: (query?: string) => Promise<ShownServer[]>;
  readonly server: (id: number) => Promise<ShownServer>;
  readonly create: (serverId: number, description?: string) => Promise<v.InferOutput<typeof createdSchema>>;
}

export function openTrial(options: Partial<SandboxOptions> & { readonly now?: number } = {}): Trial {
  let clock = options.now ?? NOW;
  const sandbox = createSandbox({ file: ':memory:', clock: () => clock, ...options });
  const call: Trial['call'] = (method, path, body) =>
    sandbox.fetch(
      new Request(sandbox.baseUrl + path, {
        method,
        headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const read = async <T extends v.GenericSchema>(schema: T, answer: Promise<Response>) =>
    v.parse(schema, await (await answer).json());
  return {
    sandbox,
    call,
    pass: (ms) => {
      clock += ms;
    },
    now: () => clock,
    backups: async (query = '') => {
      const list = await read(backupListSchema, call('GET', `/backups/${query}`));
      if (list.count !== list.results.length) throw new Error('The count is not that of the results.');
      return list.results;
    },
    servers: async (query = '') => (await read(serverListSchema, call('GET', `/servers/${query}`))).results,
    server: (id) => read(serverSchema, call('GET', `/servers/${id}/`)),
    create: (serverId, description) =>
      read(createdSchema, call('POST', '/backups/', { server_id: serverId, description })),
  };
}
