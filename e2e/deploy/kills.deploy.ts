import { type Browser, expect, type Page, test } from '@playwright/test';
import * as v from 'valibot';
import { OWN_PAGE, send } from '../../server/testing/http';
import { ACTIVITY_OUTCOMES, type ActivityOutcome } from '../../src/core/contract/schema-activity';
import { type GatewayProcess, startGateway } from '../support/gateway/gateway-process';
import { submitButton } from '../support/screen';
import { type KillProvider, type Moment, type SeenWrite, startKillProvider } from './kill-provider';

/* Kills the gateway at every point of a change. Every request to the provider is in the log, none is sent twice, and
   nothing is reported as done that was not. */

const idSchema = v.union([v.number(), v.string()]);
const writeSchema = v.object({
  id: v.string(),
  action: v.string(),
  outcome: v.picklist(ACTIVITY_OUTCOMES),
  description: v.nullable(v.string()),
  server: v.nullable(v.object({ id: idSchema })),
  backup: v.nullable(v.object({ id: idSchema })),
});
const logSchema = v.array(v.object({ ...writeSchema.entries, writes: v.optional(v.array(writeSchema), []) }));
type Write = v.InferOutput<typeof writeSchema>;

interface Setup {
  readonly provider: KillProvider;
  readonly gateway: GatewayProcess;
}

async function withGateway(use: (setup: Setup) => Promise<void>): Promise<void> {
  const provider = await startKillProvider();
  const env = { VPS_API_URL: provider.url, VPS_API_TOKEN: provider.token };
  const gateway = await startGateway({ env });
  try {
    await use({ provider, gateway });
  } finally {
    await gateway.dispose();
    await provider.close();
  }
}

/** The whole log: each write once, whether on its own or as part of a safe restore, and the safe restores. */
async function readLog({ gateway }: Setup): Promise<{ writes: Write[]; safeRestores: Write[] }> {
  const answer = await fetch(`${gateway.url}/api/activity/export?format=json`);
  const entries = v.parse(logSchema, await answer.json());
  const byId = new Map([...entries, ...entries.flatMap(({ writes }) => writes)].map((one) => [one.id, one]));
  const all = [...byId.values()];
  return {
    writes: all.filter(({ action }) => action !== 'safe_restore'),
    safeRestores: all.filter(({ action }) => action === 'safe_restore'),
  };
}

function keyOf({ action, description, server, backup }: Write): string {
  if (action === 'create_backup') return description ?? '';
  return action === 'delete_backup' ? `/backups/${backup?.id}/` : `/servers/${server?.id}/restore/`;
}

/** Outcomes that say the provider carried out, or at least accepted, the request. */
const DONE: ReadonlySet<ActivityOutcome> = new Set([
  'accepted',
  'completed',
  'deleted',
  'server_error',
  'unseen',
]);

async function expectHonestLog(setup: Setup): Promise<void> {
  const seen = setup.provider.writes;
  const { writes, safeRestores } = await readLog(setup);
  for (const { key, hasActed } of seen) {
    expect({ key, times: seen.filter((one) => one.key === key).length }).toEqual({ key, times: 1 });
    const outcomes = writes.filter((entry) => keyOf(entry) === key).map(({ outcome }) => outcome);
    expect({ key, times: outcomes.length }).toEqual({ key, times: 1 });
    const allowed = hasActed ? [...DONE, 'unknown'] : ['unknown'];
    expect(allowed, key).toContain(outcomes[0]);
  }
  const isDone = (key: string) => seen.some((one) => one.key === key && one.hasActed);
  for (const entry of writes) {
    if (DONE.has(entry.outcome)) expect(isDone(keyOf(entry)), keyOf(entry)).toBe(true);
  }
  for (const { outcome, server } of safeRestores) {
    if (DONE.has(outcome)) expect(isDone(`/servers/${server?.id}/restore/`)).toBe(true);
  }
}

/** Kills the gateway at the chosen point; requests under way get no answer. Resolves when it is dead. */
function killAt(
  { provider, gateway }: Setup,
  isWriteMeant: (write: SeenWrite, moment: Moment) => boolean,
  isListMeant: (sinceWrite: number) => boolean = () => false,
): Promise<unknown> {
  return new Promise((resolve) => {
    let isKilled = false;
    const kill = () => {
      isKilled = true;
      resolve(gateway.kill());
    };
    provider.onWrite((write, moment) => {
      if (!isKilled && isWriteMeant(write, moment)) kill();
      return !isKilled;
    });
    provider.onList((sinceWrite) => {
      if (!isKilled && isListMeant(sinceWrite)) kill();
    });
  });
}

async function restart({ provider, gateway }: Setup): Promise<void> {
  provider.onWrite(() => true);
  provider.onList(() => {});
  await gateway.restart();
}

const MOMENTS: readonly Moment[] = ['arrived', 'acted', 'answered'];

test('20 kills during API writes: everything logged, nothing sent twice, no false success', async () => {
  test.setTimeout(300_000);
  await withGateway(async (setup) => {
    const { provider, gateway } = setup;
    const port = Number(new URL(gateway.url).port);
    const call = async (method: string, path: string, body?: unknown): Promise<number | null> => {
      const headers = { ...OWN_PAGE, host: `127.0.0.1:${port}` };
      const sent = { port, method, path: `/api/v1${path}`, headers };
      const answer = send(body === undefined ? sent : { ...sent, body: JSON.stringify(body) });
      return answer.then(
        ({ status }) => status,
        () => null,
      );
    };
    for (let round = 0; round < 20; round += 1) {
      const moment = MOMENTS[round % MOMENTS.length];
      let left = 1 + (round % 5);
      const killed = killAt(setup, (_write, at) => {
        if (at === moment) left -= 1;
        return left === 0;
      });
      const creates = Array.from({ length: 6 }, async (_, number) => {
        const key = `round ${round}, backup ${number}`;
        return {
          key,
          status: await call('POST', '/backups/', { server_id: 100 + number, description: key }),
        };
      });
      // Each round deletes one of the twelve existing backups.
      const { id: serverId } = provider.servers[round % provider.servers.length] ?? { id: 0 };
      const gone = `/backups/${provider.backupOf(serverId)}/`;
      const deletes = round < provider.servers.length ? [call('DELETE', gone)] : [];
      await killed;
      const told = [
        ...(await Promise.all(creates)),
        ...(await Promise.all(deletes)).map((status) => ({ key: gone, status })),
      ];
      await restart(setup);
      for (const { key, status } of told) {
        if (status === null || status >= 300) continue;
        expect({ key, isDone: provider.writes.some((one) => one.key === key && one.hasActed) }).toEqual({
          key,
          isDone: true,
        });
      }
      await expectHonestLog(setup);
    }
    expect(provider.writes.length).toBeGreaterThanOrEqual(20);
  });
});

/** Where in a safe restore: during one of its two writes, or at the nth list read after one. */
const RESTORE_KILLS: readonly {
  readonly kind: 'create' | 'restore';
  readonly moment?: Moment;
  readonly list?: number;
}[] = [
  ...MOMENTS.map((moment) => ({ kind: 'create' as const, moment })),
  { kind: 'create', list: 1 },
  { kind: 'create', list: 2 },
  ...MOMENTS.map((moment) => ({ kind: 'restore' as const, moment })),
  { kind: 'restore', list: 1 },
  { kind: 'restore', list: 2 },
];

/** Starts a safe restore in its own browser, as a person does. */
async function beginSafeRestore(
  browser: Browser,
  { gateway, provider }: Setup,
  server: { readonly id: number; readonly name: string },
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${gateway.url}/servers/${server.id}?dialog=restore:${provider.backupOf(server.id)}`);
  const dialog = page.getByRole('dialog', { name: `Restore ${server.name}` });
  await dialog.getByRole('textbox', { name: `Type ${server.name} to confirm` }).fill(server.name);
  await submitButton(dialog).click();
  return page;
}

test('10 kills during safe restores in a browser: everything logged, nothing sent twice, no false success', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  await withGateway(async (setup) => {
    const { provider } = setup;
    for (const [round, { kind, moment, list }] of RESTORE_KILLS.entries()) {
      const server = provider.servers[round];
      if (server === undefined) throw new Error('More kills than servers.');
      let last: SeenWrite['kind'] | null = null;
      const killed = killAt(
        setup,
        (write, at) => {
          last = write.kind;
          return write.kind === kind && at === moment;
        },
        (sinceWrite) => last === kind && sinceWrite === list,
      );
      const page = await beginSafeRestore(browser, setup, server);
      await killed;
      await restart(setup);

      // A person checks and continues it.
      const restoreKey = `/servers/${server.id}/restore/`;
      provider.onWrite((write, at) => {
        const isTooEarly =
          write.kind === 'restore' && at === 'arrived' && !provider.hasAllCompleted(server.id);
        expect(isTooEarly, 'a restore before its safety backup was completed').toBe(false);
        return true;
      });
      await page.reload();
      const goOn = page.getByRole('button', { name: /^(Go on|Continue)$/ });
      const isRestored = () => provider.writes.some(({ key, hasActed }) => key === restoreKey && hasActed);
      const isNotDone = () => provider.writes.at(-1)?.hasActed === false;
      const unknown = page
        .getByText(/^(?:The response was lost\.|We don’t know whether)/)
        .filter({ visible: true })
        .first();
      await expect
        .poll(
          async () => {
            if (await goOn.isVisible()) await goOn.click();
            return isRestored() || (isNotDone() && (await unknown.isVisible()));
          },
          { timeout: 60_000 },
        )
        .toBe(true);
      // Every browser also shows those of earlier rounds.
      const done = new Set(
        provider.writes.filter((write) => write.kind === 'restore' && write.hasActed).map(({ key }) => key),
      );
      expect(await page.getByText('has been restored').count()).toBeLessThanOrEqual(done.size);
      await expectHonestLog(setup);
      await page.context().close();
    }
    const restores = provider.writes.filter((write) => write.kind === 'restore');
    expect(restores.length).toBeGreaterThanOrEqual(5);
  });
});
