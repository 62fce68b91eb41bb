import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { refusal } from '../testing/gateway';
import { ANNE, BEN, cookieOf, laterClose, startSignInGateway } from '../testing/sign-in';
import { json, NOBODY, setUpWall, wallCallsOf } from '../testing/wall';
import { createWallLinkStore, MAX_WALL_LINKS } from './link-store';

const READER = 'vps_canary-reader-0123456789';

describeOnEachDatabase('a wall link', (databases) => {
  const { start } = setUpWall(databases);

  it('stops working at the next read once revoked, just like one that never existed', async () => {
    const { make, open, read, revoke, list, signIn } = await start();
    const anne = await signIn(ANNE);
    const [office, hall] = [json(await make(anne, 'Office')), json(await make(anne, 'Hall'))];
    const [first, second] = [cookieOf(await open(office.key)), cookieOf(await open(hall.key))];
    expect((await list(anne)).links.map(({ name }: { name: string }) => name)).toEqual(['Office', 'Hall']);
    expect((await revoke(anne, office.id)).status).toBe(204);
    const [revoked, unknown] = [await read(first), await read(`vps-backups-wall=${NOBODY}`)];
    expect(refusal(revoked)).toEqual([401, 'wall_refused']);
    expect(revoked.text).toBe(unknown.text);
    const [again, never] = [await open(office.key), await open(NOBODY)];
    expect(refusal(again)).toEqual([401, 'wall_refused']);
    expect([again.text, again.headers['set-cookie']]).toEqual([never.text, undefined]);
    expect((await read(second)).status).toBe(200);
    expect(refusal(await read('other=1'))).toEqual([401, 'wall_missing']);
    expect(refusal(await revoke(anne, office.id))).toEqual([404, 'wall_link_unknown']);
    expect((await list(anne)).links).toHaveLength(1);
  });

  it('survives a restart, and works on a second gateway on the same database', async () => {
    const { make, open, signIn, setup } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    // Its SESSION_SECRET may differ.
    const other = await startSignInGateway({ ...setup, secret: 'another secret of thirty-two characters' });
    laterClose(other.stop);
    expect((await wallCallsOf(other.call).read(cookie)).status).toBe(200);
  });

  it('is logged when created and revoked', async () => {
    const { make, revoke, signIn, call } = await start();
    const anne = await signIn(ANNE);
    const { id } = json(await make(anne, '  Office  '));
    await revoke(anne, id);
    const { entries } = json(await call('GET', '/api/activity', { cookie: anne }));
    expect(entries).toMatchObject([
      { action: 'revoke_wall_link', description: 'Office', outcome: 'completed', server: null },
      {
        action: 'make_wall_link',
        description: 'Office',
        outcome: 'completed',
        actor: { email: 'anne@example.com' },
      },
    ]);
  });

  it("belongs to one account: others can't see, create or revoke it, and are told why", async () => {
    const { make, list, revoke, signIn } = await start();
    const [anne, ben] = [await signIn(ANNE), await signIn(BEN)];
    const { id } = json(await make(anne));
    expect(await list(ben)).toEqual({ off_reason: 'otherAccount', links: [] });
    expect(refusal(await make(ben))).toEqual([403, 'other_account']);
    expect(refusal(await revoke(ben, id))).toEqual([404, 'wall_link_unknown']);
    expect((await list(anne)).links).toHaveLength(1);
  });

  it("can't be created without a service token, and says so; an old one opens nothing", async () => {
    const { make, signIn, setup } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const { serviceToken: _none, ...without } = setup;
    const plain = await startSignInGateway(without);
    laterClose(plain.stop);
    const calls = wallCallsOf(plain.call);
    const anne = await plain.signIn(ANNE);
    expect(await calls.list(anne)).toEqual({ off_reason: 'signIn', links: [] });
    expect(refusal(await calls.make(anne))).toEqual([409, 'wall_links_off']);
    expect(refusal(await calls.open(key))).toEqual([401, 'wall_refused']);
    expect(refusal(await make(''))).toEqual([401, 'session_missing']);
  });

  it('can’t be created when read-only or while the rights are unknown, but still opens and can be revoked', async () => {
    const { make, open, signIn, setup, accounts } = await start();
    const me = {
      account: { email: 'anne@example.com' },
      token: { name: 'reader', permissions: ['backups:read'] },
    };
    accounts.set(READER, { me });
    const reader = await signIn(READER);
    accounts.set(READER, { me, meStatus: 429 });
    expect(refusal(await make(reader))).toEqual([502, 'token_unverified']);
    accounts.set(READER, { me });
    // A token of its own, because what was answered is remembered.
    accounts.set(`${READER}-2`, { me });
    expect(refusal(await make(await signIn(`${READER}-2`)))).toEqual([403, 'read_only']);
    const { key, id } = json(await make(await signIn(ANNE)));
    const readOnly = await startSignInGateway({ ...setup, isReadOnly: true });
    laterClose(readOnly.stop);
    const calls = wallCallsOf(readOnly.call);
    const anne = await readOnly.signIn(ANNE);
    expect(refusal(await calls.make(anne))).toEqual([403, 'read_only']);
    const cookie = cookieOf(await calls.open(key));
    expect((await calls.read(cookie)).status).toBe(200);
    expect((await calls.revoke(anne, id)).status).toBe(204);
    expect(refusal(await open(key))).toEqual([401, 'wall_refused']);
  });

  it.each(['', '   ', 'x'.repeat(41), 7, undefined])('has a proper name, not %j', async (name) => {
    const { signIn, call, list } = await start();
    const anne = await signIn(ANNE);
    const answer = await call('POST', '/api/wall-links', { cookie: anne, body: { name } });
    expect(refusal(answer)).toEqual([400, 'bad_body']);
    expect((await list(anne)).links).toEqual([]);
  });

  it('is refused beyond fifty, also where several gateways make them at once', async () => {
    const { make, signIn, database } = await start();
    const anne = await signIn(ANNE);
    await make(anne);
    const row = await database.db.selectFrom('wall_link').selectAll().executeTakeFirstOrThrow();
    const rows = Array.from({ length: MAX_WALL_LINKS - 3 }, (_, at) => ({
      ...row,
      id: `more-${at}`,
      secret_hash: `hash-${at}`,
    }));
    await database.db.insertInto('wall_link').values(rows).execute();
    const stores = Array.from({ length: 6 }, () => createWallLinkStore(database, Date.now));
    const added = await Promise.all(stores.map((store) => store.add(row.scope, 'Hall', null)));
    expect(added.filter((link) => link !== null)).toHaveLength(2);
    expect(refusal(await make(anne))).toEqual([409, 'wall_links_full']);
  });
});
