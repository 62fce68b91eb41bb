import { describe, expect, it } from 'vitest';
import { MANUAL_SLOTS } from '../../src/core/backups/quota';
import { openTrial } from './testing';

const WEB = 12345;
const FULL = 12370;
const GONE = 12207;
const NEVER = 12367;

/** The answer of "create" in the Backups API document, verbatim. */
const DOCUMENT_CREATED = {
  id: 502,
  server: { id: 12345, name: 'web-server-01' },
  backup_type: 'manual',
  status: 'in_progress',
  size_mb: null,
  created_at: '2025-01-16T15:45:00Z',
  expires_at: null,
  description: 'Pre-deployment backup',
  message: 'Backup is being created. This may take several minutes depending on server size.',
};

describe('GET /backups/', () => {
  const trial = openTrial();

  it('answers with the documented keys and types', async () => {
    const response = await trial.call('GET', '/backups/');
    expect(response.headers.get('content-type')).toBe('application/json');
    const text = await response.text();
    expect(text.startsWith('{"count":')).toBe(true);
    const { message: _, ...backup } = DOCUMENT_CREATED;
    for (const entry of JSON.parse(text).results) expect(Object.keys(entry)).toEqual(Object.keys(backup));
  });

  it('lists the documented backups with their ids, not ordered by date', async () => {
    const ids = (await trial.backups(`?server_id=${WEB}`)).map((backup) => backup.id);
    expect(ids.filter((id) => [501, 499, 495].includes(id))).toEqual([501, 499, 495]);
    const dates = (await trial.backups()).map((backup) => backup.created_at);
    expect(dates).not.toEqual(dates.toSorted());
    expect(dates).not.toEqual(dates.toSorted().reverse());
    expect((await trial.backups()).map((backup) => backup.created_at)).toEqual(dates);
  });

  it('filters by server and by type', async () => {
    const all = await trial.backups();
    const web = all.filter((backup) => backup.server.id === WEB);
    expect(await trial.backups(`?server_id=${WEB}`)).toEqual(web);
    expect(await trial.backups('?backup_type=manual')).toEqual(all.filter((b) => b.backup_type === 'manual'));
    expect(await trial.backups(`?server_id=${WEB}&backup_type=automatic`)).toEqual(
      web.filter((backup) => backup.backup_type === 'automatic'),
    );
    expect(await trial.backups('?server_id=&backup_type=')).toEqual(all);
    expect(await trial.backups('?server_id=999')).toEqual([]);
  });

  it('still lists the backups of a server that is gone', async () => {
    const names = (await trial.backups(`?server_id=${GONE}`)).map((backup) => backup.server.name);
    expect(names).toEqual(['legacy-02', 'legacy-02']);
  });

  it.each([
    ['?server_id=abc', { server_id: ['Enter a whole number.'] }],
    ['?server_id=1.5', { server_id: ['Enter a whole number.'] }],
    [
      '?backup_type=weekly',
      { backup_type: ['Select a valid choice. weekly is not one of the available choices.'] },
    ],
  ])('refuses %s', async (query, errors) => {
    const response = await trial.call('GET', `/backups/${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(errors);
  });
});

describe('POST /backups/', () => {
  it('answers 201 as in the document', async () => {
    const trial = openTrial();
    const response = await trial.call('POST', '/backups/', {
      server_id: WEB,
      description: 'Pre-deployment backup',
    });
    expect(response.status).toBe(201);
    const text = await response.text();
    // 502 of the fresh fleet is taken by the document's own backup.
    expect(text).toBe(JSON.stringify({ ...DOCUMENT_CREATED, id: 503 }));
  });

  it('needs no description, and trims one', async () => {
    const trial = openTrial();
    expect((await trial.create(WEB)).description).toBe('');
    expect((await trial.create(WEB, '  Zoë’s “test”\n')).description).toBe('Zoë’s “test”');
  });

  const required = 'This field is required.';
  const wrongInteger = 'A valid integer is required.';
  const notNull = 'This field may not be null.';
  const tooLong = 'Ensure this field has no more than 255 characters.';
  it.each([
    ['nothing', '', { server_id: [required] }],
    ['no server', { description: 'x' }, { server_id: [required] }],
    ['null', { server_id: null, description: null }, { server_id: [notNull], description: [notNull] }],
    ['a word for the server', { server_id: 'web' }, { server_id: [wrongInteger] }],
    ['a fraction', { server_id: 1.5 }, { server_id: [wrongInteger] }],
    ['true', { server_id: true }, { server_id: [wrongInteger] }],
    ['a list as description', { server_id: WEB, description: [] }, { description: ['Not a valid string.'] }],
    ['256 characters', { server_id: WEB, description: 'é'.repeat(256) }, { description: [tooLong] }],
    [
      'both wrong',
      { server_id: {}, description: 'x'.repeat(300) },
      { server_id: [wrongInteger], description: [tooLong] },
    ],
    ['a list', [], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
    ['a text', '"x"', { non_field_errors: ['Invalid data. Expected a dictionary, but got string.'] }],
  ])('refuses %s with 400 at the field', async (_, body, errors) => {
    const trial = openTrial();
    const before = await trial.backups();
    const response = await trial.call('POST', '/backups/', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(errors);
    expect(await trial.backups()).toEqual(before);
  });

  it('counts characters, not UTF-16 units, and takes digits as text', async () => {
    const trial = openTrial();
    const description = '🗄'.repeat(255);
    const response = await trial.call('POST', '/backups/', { server_id: String(WEB), description });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ server: { id: WEB }, description });
  });

  it('refuses broken JSON and other media types', async () => {
    const trial = openTrial();
    const broken = await trial.call('POST', '/backups/', '{"server_id": 1');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toEqual({ detail: expect.stringMatching(/^JSON parse error - ./) });
    const form = await trial.sandbox.fetch(
      new Request(`${trial.sandbox.baseUrl}/backups/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${trial.sandbox.token}`, 'content-type': 'text/plain' },
        body: '{"server_id": 12345}',
      }),
    );
    expect(form.status).toBe(415);
    expect(await form.json()).toEqual({ detail: 'Unsupported media type "text/plain" in request.' });
  });

  it.each([[1], [-5], [GONE], [Number.MAX_SAFE_INTEGER]])('knows no server %d', async (id) => {
    const response = await openTrial().call('POST', '/backups/', { server_id: id });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ detail: 'Not found.' });
  });

  it('allows at most ten manual backups per server; deleting one makes room', async () => {
    const trial = openTrial();
    for (let made = 0; made < MANUAL_SLOTS; made += 1) await trial.create(NEVER);
    const refused = await trial.call('POST', '/backups/', { server_id: NEVER });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ detail: expect.stringContaining('10 manual backups') });
    expect(await trial.backups(`?server_id=${NEVER}`)).toHaveLength(MANUAL_SLOTS);
    const [first] = await trial.backups(`?server_id=${NEVER}`);
    expect((await trial.call('DELETE', `/backups/${first?.id}/`)).status).toBe(204);
    expect((await trial.create(NEVER)).status).toBe('in_progress');
    expect((await trial.call('POST', '/backups/', { server_id: FULL })).status).toBe(400);
  });
});

describe('DELETE /backups/{id}/', () => {
  it('answers 204 without a body, and 404 from then on', async () => {
    const trial = openTrial();
    const response = await trial.call('DELETE', '/backups/501/');
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect((await trial.backups()).some((backup) => backup.id === 501)).toBe(false);
    expect((await trial.call('DELETE', '/backups/501/')).status).toBe(404);
  });

  it.each([['0'], ['99999999999999999999'], ['abc'], ['-1']])('knows no backup %s', async (id) => {
    const response = await openTrial().call('DELETE', `/backups/${id}/`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ detail: 'Not found.' });
  });

  it('ends a running backup for good, and does not reuse its id', async () => {
    const trial = openTrial();
    const { id } = await trial.create(WEB);
    expect((await trial.call('DELETE', `/backups/${id}/`)).status).toBe(204);
    trial.pass(3_600_000);
    expect((await trial.backups()).some((backup) => backup.id === id)).toBe(false);
    expect((await trial.create(WEB)).id).toBeGreaterThan(id);
  });
});
