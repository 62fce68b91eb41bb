import { describe, expect, it } from 'vitest';
import { openTrial } from './testing';

const WEB = 12345;
const DB = 12346;
const GONE = 12207;
const NEVER = 12367;

describe('servers and account', () => {
  const trial = openTrial();

  it('lists the servers of the account in the documented form, without those that are gone', async () => {
    const servers = await trial.servers();
    expect(servers).toHaveLength(14);
    expect(servers.map((server) => server.id)).not.toContain(GONE);
    expect(servers[0]).toMatchObject({
      id: WEB,
      name: 'web-server-01',
      hostname: 'web-server-01.example.com',
      status: 'active',
      ip_address: '203.0.113.10',
      location: 'us-west',
      plan: { id: 3, name: 'Business 4', vcpus: 4, memory: 8192, storage: 160 },
      os: { id: 24, name: 'Ubuntu 24.04 LTS' },
    });
    for (const server of servers) expect(server.created_at <= server.updated_at).toBe(true);
  });

  it('shows one server, and 404 for none', async () => {
    expect(await trial.server(WEB)).toEqual((await trial.servers())[0]);
    for (const id of [1, GONE]) expect((await trial.call('GET', `/servers/${id}/`)).status).toBe(404);
  });

  it('filters by status and by location', async () => {
    const all = await trial.servers();
    for (const status of ['active', 'stopped', 'suspended']) {
      const expected = all.filter((server) => server.status === status);
      expect(expected.length).toBeGreaterThan(0);
      expect(await trial.servers(`?status=${status}`)).toEqual(expected);
    }
    expect(await trial.servers('?location=eu-ams')).toEqual(all.filter((s) => s.location === 'eu-ams'));
    expect(await trial.servers('?location=mars&status=')).toEqual([]);
    const refused = await trial.call('GET', '/servers/?status=sleeping');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      status: ['Select a valid choice. sleeping is not one of the available choices.'],
    });
  });

  it('names the owner of the token', async () => {
    const response = await trial.call('GET', '/account/me/');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      account: { id: expect.any(Number), email: 'ops@example.com', name: expect.any(String) },
      token: { name: 'nightly-ops', permissions: expect.arrayContaining(['backups:write']) },
    });
  });
});

describe('POST /servers/{id}/restore/', () => {
  const restore = (trial: ReturnType<typeof openTrial>, serverId: number, body: unknown) =>
    trial.call('POST', `/servers/${serverId}/restore/`, body);
  const failedId = async (trial: ReturnType<typeof openTrial>) =>
    (await trial.backups(`?server_id=${DB}`)).find((backup) => backup.status === 'failed')?.id;

  it('is accepted; the server is restoring for 30 to 90 seconds, then as before', async () => {
    const trial = openTrial();
    const before = await trial.server(WEB);
    const response = await restore(trial, WEB, { backup_id: 501 });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      message: 'Restore of web-server-01 from backup 501 has started.',
    });
    expect((await trial.server(WEB)).status).toBe('restoring');
    trial.pass(30_000);
    expect(await trial.servers('?status=restoring')).toHaveLength(1);
    trial.pass(60_000);
    expect(await trial.server(WEB)).toEqual({ ...before, updated_at: expect.any(String) });
    expect(await trial.servers('?status=restoring')).toEqual([]);
  });

  it('returns a stopped server to its status', async () => {
    const trial = openTrial();
    const [backup] = await trial.backups('?server_id=12374');
    expect((await restore(trial, 12374, { backup_id: backup?.id })).status).toBe(202);
    expect((await trial.server(12374)).status).toBe('restoring');
    trial.pass(90_000);
    expect((await trial.server(12374)).status).toBe('stopped');
  });

  it.each([
    ['no backup', {}, 400, { backup_id: ['This field is required.'] }],
    ['a word', { backup_id: 'newest' }, 400, { backup_id: ['A valid integer is required.'] }],
    ['an unknown backup', { backup_id: 9999 }, 404, { detail: 'Not found.' }],
    [
      'an unfinished backup',
      { backup_id: 502 },
      400,
      { backup_id: ['Only a completed backup can be restored.'] },
    ],
  ])('refuses %s', async (_, body, status, answer) => {
    const trial = openTrial();
    const response = await restore(trial, WEB, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(answer);
    expect((await trial.server(WEB)).status).toBe('active');
  });

  it('refuses a failed backup, one of another server, and a server that is gone', async () => {
    const trial = openTrial();
    const failed = await restore(trial, DB, { backup_id: await failedId(trial) });
    expect(failed.status).toBe(400);
    expect(await failed.json()).toEqual({ backup_id: ['Only a completed backup can be restored.'] });
    const foreign = await restore(trial, DB, { backup_id: 501 });
    expect(foreign.status).toBe(400);
    expect(await foreign.json()).toEqual({ backup_id: ['This backup belongs to another server.'] });
    const [gone] = await trial.backups(`?server_id=${GONE}`);
    expect((await restore(trial, GONE, { backup_id: gone?.id })).status).toBe(404);
  });

  it('refuses a second restore and a new backup of that server while one runs', async () => {
    const trial = openTrial();
    await restore(trial, WEB, { backup_id: 501 });
    const second = await restore(trial, WEB, { backup_id: 499 });
    expect(second.status).toBe(409);
    expect(await second.json()).toEqual({ detail: 'A restore of this server is already in progress.' });
    expect((await trial.call('POST', '/backups/', { server_id: WEB })).status).toBe(409);
    expect((await trial.create(NEVER)).status).toBe('in_progress');
    trial.pass(90_000);
    expect((await restore(trial, WEB, { backup_id: 499 })).status).toBe(202);
  });
});
