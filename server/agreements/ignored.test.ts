import { expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import { ANNE, BEN, cookieOf, laterClose, setUpSignIn } from '../testing/sign-in';

const SERVICE = 'vps_canary-service-0123456789';

it('names from WATCH_IGNORE are only shown to the watched account and its walls', async () => {
  const database = await openSqlite(':memory:');
  laterClose(() => database.close());
  const { accounts, call, signIn } = await setUpSignIn({
    database,
    serviceToken: SERVICE,
    ignored: new Set(['test-01']),
  });
  accounts.set(SERVICE, { me: { account: { email: 'anne@example.com' }, token: { name: 'service' } } });
  const [anne, ben] = [await signIn(ANNE), await signIn(BEN)];
  const read = async (path: string, cookie: string) => JSON.parse((await call('GET', path, { cookie })).text);
  expect(await read('/api/agreements', anne)).toMatchObject({ ignored: ['test-01'] });
  expect(await read('/api/agreements', ben)).not.toHaveProperty('ignored');
  const made = await call('POST', '/api/wall-links', { cookie: anne, body: { name: 'Office' } });
  const opened = await call('POST', '/api/wall', { body: { key: JSON.parse(made.text).key } });
  expect(await read('/api/wall', cookieOf(opened))).toMatchObject({ ignored: ['test-01'] });
});
