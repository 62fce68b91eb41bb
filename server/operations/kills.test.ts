import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import {
  type ActivityEntry,
  activityEntrySchema,
  activityPageSchema,
} from '../../src/core/contract/schema-activity';
import { type RestoreOperation, wireOperationSchema } from '../../src/core/restore/restore-operation';
import { describeOnPostgres } from '../testing/database/postgres';
import { OWN_PAGE, send } from '../testing/http';
import {
  CREATE,
  type Death,
  gatewayDirs,
  isWholeMatrix,
  LIST,
  startKillingProvider,
  WAIT_MS,
} from '../testing/kills';
import { backup } from '../testing/sign-in';
import { PROCESS_LIMIT_MS, type WatchProcess } from '../testing/watch/watch-process';

const ID = 'operation-killed';

/** A provider that records the writes of one restore. */
async function startProvider() {
  const writes: string[] = [];
  let copy: ReturnType<typeof backup> | null = null;
  let looksAtCopy = 0;
  let status = 'active';

  function carryOut(method: string, path: string, body: string): [number, unknown] {
    if (path === '/account/me/')
      return [200, { account: { email: 'ops@example.com' }, token: { name: 'test' } }];
    if (method === 'POST' && path === '/backups/') {
      writes.push('create');
      const { description }: { description: string } = JSON.parse(body);
      copy = {
        ...backup(600, 'web'),
        backup_type: 'manual',
        created_at: new Date().toISOString(),
        description,
      };
      return [201, { ...copy, status: 'in_progress', size_mb: null }];
    }
    if (method === 'POST') {
      writes.push('restore');
      status = 'restoring';
      return [202, { message: 'Restore started.' }];
    }
    if (path === '/servers/1/') {
      const server = { id: 1, name: 'web', status };
      if (status === 'restoring') status = 'active';
      return [200, server];
    }
    if (copy !== null) looksAtCopy += 1;
    const listed = copy === null ? [] : [{ ...copy, status: looksAtCopy > 1 ? 'completed' : 'in_progress' }];
    const results = [backup(501, 'web'), ...listed];
    return [200, { count: results.length, results }];
  }
  return { ...(await startKillingProvider(carryOut)), writes };
}

async function start(gateway: WatchProcess): Promise<void> {
  const body = { operation_id: ID, kind: 'safe_restore', server_id: 1, backup_id: 501, safety_backup: true };
  await send({
    port: gateway.port,
    method: 'POST',
    path: '/api/operations',
    headers: OWN_PAGE,
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

async function operation(gateway: WatchProcess): Promise<RestoreOperation | null> {
  const { status, text } = await send({ port: gateway.port, path: `/api/operations/${ID}` });
  return status === 200 ? v.parse(wireOperationSchema, JSON.parse(text)) : null;
}

async function logged(gateway: WatchProcess): Promise<readonly ActivityEntry[]> {
  const { text } = await send({ port: gateway.port, path: '/api/activity' });
  return v
    .parse(activityPageSchema, JSON.parse(text))
    .entries.map((entry) => v.parse(activityEntrySchema, entry));
}

/** Where an operation comes to rest: it has ended, or keeps searching for what may not exist. */
const RESTS = ['restored', 'restoreUnknown', 'copyUnknown', 'refused'];

/** Must hold wherever the gateway died. */
async function expectTruth(gateway: WatchProcess, writes: readonly string[], looksForMs: number) {
  await vi.waitFor(
    async () => {
      const found = await operation(gateway);
      // Killed before the operation was stored: nothing was started.
      if (found === null) expect(writes).toEqual([]);
      else expect(RESTS).toContain(found.state.phase.kind);
    },
    { timeout: looksForMs, interval: 100 },
  );
  const kind = (await operation(gateway))?.state.phase.kind ?? null;
  const count = (what: string) => writes.filter((write) => write === what).length;
  expect(
    [count('create'), count('restore')].every((times) => times <= 1),
    `${writes}`,
  ).toBe(true);
  await vi.waitFor(
    async () => {
      const entry = (await logged(gateway)).find(({ action }) => action === 'safe_restore');
      const outcomeOf = (action: string) =>
        entry?.writes.find((write) => write.action === action)?.outcome ?? 'not sent';
      if (kind === 'restored') {
        expect(writes).toEqual(['create', 'restore']);
        expect(entry?.outcome).toBe('completed');
        expect(entry?.steps.at(-1)?.step).toBe('restore_finished');
      }
      // A write without an answer is neither done nor refused; another gateway's stays pending for the longest possible
      // duration of a write.
      if (kind === 'restoreUnknown') {
        expect(['unknown', 'pending', 'not sent']).toContain(outcomeOf('restore_server'));
      }
      if (kind === 'copyUnknown') {
        expect(['unknown', 'pending', 'not sent']).toContain(outcomeOf('create_backup'));
      }
    },
    { timeout: 10_000, interval: 100 },
  );
  return kind;
}

const SERVER = 'GET /servers/1/';
const RESTORE = 'POST /servers/1/restore/';
const WRITES: readonly Death[] = [CREATE, RESTORE].flatMap((call) =>
  [false, true].map((isCarriedOut) => ({ call, nth: 1, isCarriedOut })),
);
/** Each read: backup and server at the start, while the safety backup runs, right before the restore, and after it. */
const READS: readonly Death[] = [
  ...[1, 2, 3, 4].map((nth) => ({ call: LIST, nth, isCarriedOut: false })),
  ...[1, 2, 3, 4].map((nth) => ({ call: SERVER, nth, isCarriedOut: false })),
];
const DEATHS = isWholeMatrix ? [...WRITES, ...READS] : WRITES.filter(({ isCarriedOut }) => isCarriedOut);

const { start: startGateway } = gatewayDirs();
/** The restore carried out by `first`; if that is killed, `alive` reports on it. */
const restoreOn = (first: WatchProcess, alive: WatchProcess = first) => ({
  begin: () => start(first),
  ended: () =>
    vi.waitFor(async () => expect(RESTS).toContain((await operation(alive))?.state.phase.kind), {
      timeout: WAIT_MS,
      interval: 200,
    }),
});

describe('a gateway killed during a safe restore', { timeout: PROCESS_LIMIT_MS }, () => {
  it.runIf(isWholeMatrix)(
    'makes one safety backup and one restore if nothing goes wrong, and reports it',
    async () => {
      const provider = await startProvider();
      const gateway = await startGateway(provider.env);
      await start(gateway);
      expect(await expectTruth(gateway, provider.writes, WAIT_MS)).toBe('restored');
    },
  );

  it.each(DEATHS)('writes nothing twice: $call ($nth), carried out $isCarriedOut', async (death) => {
    const provider = await startProvider();
    const first = await startGateway(provider.env);
    await provider.killDuring(death, first, restoreOn(first));
    const second = await startGateway(provider.env);
    await expectTruth(second, provider.writes, WAIT_MS);
  });
});

describeOnPostgres(
  'two gateways of which one is killed during a safe restore',
  (databases) => {
    // A takeover waits for the lease to expire.
    it.runIf(isWholeMatrix).each(DEATHS)(
      'write nothing twice: $call ($nth), carried out $isCarriedOut',
      async (death) => {
        const provider = await startProvider();
        const env = { ...provider.env, DATABASE_URL: await databases.newPlace() };
        const first = await startGateway(env);
        const second = await startGateway(env, 'two');
        await provider.killDuring(death, first, restoreOn(first, second));
        // Taken over within thirty seconds of the kill.
        await expectTruth(second, provider.writes, WAIT_MS);
      },
    );
  },
  PROCESS_LIMIT_MS,
);
