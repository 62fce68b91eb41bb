import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { WireAgreements } from '../../src/core/agreements/agreement';
import type { Database } from '../database/tables';
import { type ActivityGatewayOptions, openActivityGateway } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';

const AT = '2025-01-16T15:45:00.000Z';
const EXPECTATION = {
  max_age_hours: 26,
  free_days: [6, 7],
  time_zone: 'Europe/Amsterdam',
  min_good: 3,
  reach_back_days: null,
};
const ACKNOWLEDGE = {
  kind: 'acknowledge',
  reason: 'The disk is being replaced',
  state: 'late',
  is_in_error: false,
  until: null,
};

describeOnEachDatabase('what people agreed', (databases: TestDatabases) => {
  let place: string;
  let database: Database;
  beforeEach(async () => {
    place = await databases.newPlace();
    database = await databases.open(place);
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  const gateway = (options: ActivityGatewayOptions = {}) => {
    const { call, entries } = openActivityGateway(database, options);
    return {
      entries,
      all: async (): Promise<WireAgreements> => JSON.parse((await call('GET', '/api/agreements')).text),
      change: async (serverId: number | string, version: unknown, change: unknown) => {
        const answer = await call('POST', `/api/agreements/servers/${serverId}`, { version, change });
        return { status: answer.status, body: JSON.parse(answer.text) };
      },
      tag: async (tag: string, version: number, expectation: unknown) => {
        const answer = await call('PUT', `/api/agreements/tags/${tag}`, { version, expectation });
        return { status: answer.status, body: JSON.parse(answer.text) };
      },
    };
  };

  it('is shared by everybody, with who said it and when, and is logged', async () => {
    const { all, change, entries } = gateway();
    expect(await all()).toEqual({ servers: [], tags: [], backups: [] });
    expect((await change(12345, 0, { kind: 'expectation', expectation: EXPECTATION })).status).toBe(200);
    expect((await change(12345, 1, ACKNOWLEDGE)).body).toMatchObject({
      version: 2,
      acknowledgement: { reason: 'The disk is being replaced', at: AT, by: 'ops@example.com' },
    });
    await change(12345, 2, { kind: 'notes', tags: ['web', 'eu', 'web'], note: 'Owner: Jan' });
    const again = openActivityGateway(database);
    expect(JSON.parse((await again.call('GET', '/api/agreements')).text)).toMatchObject({
      servers: [
        { server_id: '12345', version: 3, expectation: EXPECTATION, tags: ['web', 'eu'], note: 'Owner: Jan' },
      ],
    });
    expect((await entries()).entries).toMatchObject([
      { action: 'set_notes', description: '#web #eu #web Owner: Jan', outcome: 'completed' },
      { action: 'acknowledge', description: 'The disk is being replaced', outcome: 'completed' },
      {
        action: 'set_expectation',
        description: '≤ 26 h − 6 7 · ≥ 3',
        outcome: 'completed',
        server: { id: '12345', name: 'web-server-01' },
      },
    ]);
    const file = (await again.call('GET', '/api/activity/export?format=csv')).text;
    expect(file.split('\r\n').filter((line) => line.includes(',web-server-01,'))).toHaveLength(3);
  });

  it('rejects the second of two concurrent edits, and keeps the first', async () => {
    const { all, change, entries } = gateway();
    await change(12345, 0, { kind: 'notes', tags: [], note: 'First' });
    const second = await change(12345, 0, { kind: 'notes', tags: [], note: 'Second' });
    expect(second).toMatchObject({ status: 409, body: { gateway: { code: 'changed_meanwhile' } } });
    expect((await all()).servers[0]?.note).toBe('First');
    expect((await entries()).entries[0]).toMatchObject({ outcome: 'refused', reason: 'changed_meanwhile' });
  });

  it('is saved if the same is sent again after a lost answer, by whoever was first', async () => {
    const { all, change, tag } = gateway();
    for (const asked of [{ kind: 'notes', tags: ['web'], note: 'Same' }, ACKNOWLEDGE]) {
      const version = (await all()).servers[0]?.version ?? 0;
      const first = await change(12345, version, asked);
      expect(await change(12345, version, asked)).toEqual(first);
    }
    expect((await tag('web', 0, EXPECTATION)).status).toBe(200);
    expect((await tag('web', 0, EXPECTATION)).status).toBe(200);
    expect((await all()).tags).toMatchObject([{ version: 1 }]);
  });

  it.each(['%00', 'a%0Ab', '%7f'])('refuses %s as a server', async (id) => {
    const { all, change } = gateway();
    const answer = await change(id, 0, { kind: 'notes', tags: [], note: 'Note' });
    expect([answer.status, answer.body.gateway.code]).toEqual([400, 'bad_request']);
    expect((await all()).servers).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'is kept under the name %s as under any other',
    async (name) => {
      const { all, change, tag } = gateway({ fetch: async () => new Response('', { status: 503 }) });
      expect((await change(name, 0, { kind: 'notes', tags: [name], note: name })).status).toBe(200);
      expect((await tag(name, 0, EXPECTATION)).status).toBe(200);
      expect(await all()).toMatchObject({
        servers: [{ server_id: name, tags: [name] }],
        tags: [{ tag: name }],
      });
    },
  );

  it('accepts only one of two simultaneous changes', async () => {
    const { all, change } = gateway();
    await change(12346, 0, { kind: 'notes', tags: [], note: 'Begin' });
    const both = await Promise.all(
      ['a', 'b'].map((note) => change(12346, 1, { kind: 'notes', tags: [], note })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await all()).servers[0]?.version).toBe(2);
  });

  it('refuses an expectation for a tag that is not one line, and can remove one of an earlier version', async () => {
    const { all, tag } = gateway();
    for (const wrong of ['web%0Amail', 'web%09mail', 'web%07', 'web%2Cmail']) {
      const { status, body } = await tag(wrong, 0, EXPECTATION);
      expect([status, body.detail]).toEqual([400, expect.stringContaining('Nothing was changed.')]);
    }
    await tag('web', 0, EXPECTATION);
    const old = JSON.stringify({ tag: 'web,mail', version: 1, expectation: EXPECTATION });
    await database.db.updateTable('agreement').set({ key: 'web,mail', body: old }).execute();
    expect((await all()).tags).toHaveLength(1);
    expect((await tag('web%2Cmail', 1, null)).status).toBe(200);
    expect((await all()).tags).toEqual([]);
  });

  it('has an expectation for a tag, which can be changed and removed', async () => {
    const { all, tag, entries } = gateway();
    expect((await tag('web', 0, EXPECTATION)).status).toBe(200);
    expect((await tag('web', 0, { ...EXPECTATION, min_good: 4 })).status).toBe(409);
    expect((await all()).tags).toEqual([{ tag: 'web', version: 1, expectation: EXPECTATION }]);
    expect((await tag('web', 1, null)).status).toBe(200);
    expect((await all()).tags).toEqual([]);
    expect((await entries()).entries).toMatchObject([
      { action: 'set_tag_expectation', description: '#web', outcome: 'completed', server: null },
      { outcome: 'refused', reason: 'changed_meanwhile' },
      { description: '#web ≤ 26 h − 6 7 · ≥ 3', outcome: 'completed' },
    ]);
  });

  it.each([
    [
      'a rule is out of bounds',
      { kind: 'expectation', expectation: { ...EXPECTATION, min_good: 0 } },
      'min_good',
    ],
    [
      'there is no rule',
      { kind: 'expectation', expectation: { ...EXPECTATION, max_age_hours: null, min_good: null } },
      'at least one rule',
    ],
    [
      'the zone is unknown',
      { kind: 'expectation', expectation: { ...EXPECTATION, time_zone: 'Mars/Olympus' } },
      'time zone is unknown',
    ],
    ['the reason is blank', { ...ACKNOWLEDGE, reason: '  ' }, 'reason'],
    ['the reason is too long', { ...ACKNOWLEDGE, reason: 'x'.repeat(201) }, 'reason'],
    ['the date is none', { ...ACKNOWLEDGE, until: 'tomorrow' }, 'until'],
    ['the change is unknown', { kind: 'something' }, 'kind'],
    [
      'there are too many tags',
      { kind: 'notes', note: null, tags: Array.from({ length: 21 }, (_, n) => `t${n}`) },
      'tags',
    ],
    ['a tag has a line break', { kind: 'notes', note: null, tags: ['web\nmail'] }, 'A tag is one line'],
    ['a tag has a tab', { kind: 'notes', note: null, tags: ['web\tmail'] }, 'A tag is one line'],
    ['a tag has a control character', { kind: 'notes', note: null, tags: ['web\u0007'] }, 'invisible'],
    ['a tag has a comma', { kind: 'notes', note: null, tags: ['web,mail'] }, 'comma'],
  ])('is refused where %s, and nothing changes', async (_name, wrong, words) => {
    const { all, change } = gateway();
    const { status, body } = await change(12345, 0, wrong);
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
    expect(body.detail).toContain('Nothing was changed.');
    expect(await all()).toEqual({ servers: [], tags: [], backups: [] });
  });

  it('of another provider is not visible', async () => {
    const { change } = gateway();
    await change(12345, 0, { kind: 'notes', tags: [], note: 'Ours' });
    await database.db.updateTable('agreement').set({ scope: 'another' }).execute();
    expect(await gateway().all()).toEqual({ servers: [], tags: [], backups: [] });
  });

  it('is ignored if its row is damaged or of a later version', async () => {
    const { all, change } = gateway();
    await change(12345, 0, { kind: 'notes', tags: [], note: 'One' });
    await change(12346, 0, { kind: 'notes', tags: [], note: 'Two' });
    await database.db.updateTable('agreement').set({ body: '{' }).where('key', '=', '12345').execute();
    expect((await all()).servers).toMatchObject([{ server_id: '12346', note: 'Two' }]);
  });
});
