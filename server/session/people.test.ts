import { expect, it } from 'vitest';
import type { AccountActivity, AccountOptions } from '../audit/activity';
import { createLogOfAccounts } from '../audit/activity';
import { openSqlite } from '../database/sqlite';
import { SILENT_LOG } from '../http/log';
import { READ, upstreamOf } from '../testing/upstream';
import { createPeople } from './people';

const MIB = 1024 * 1024;

it('the lists of all people together are bounded: who was here longest ago is read anew', async () => {
  const database = await openSqlite(':memory:');
  const accounts = createLogOfAccounts({
    database,
    log: SILENT_LOG,
    providerHost: null,
    now: Date.now,
    writeTimeoutMs: 1000,
  });
  const made: AccountOptions[] = [];
  const upstream = upstreamOf('http://provider.invalid');
  const people = createPeople({
    upstreams: { as: () => upstream, settled: upstream.settled },
    accounts: {
      ...accounts,
      of: (options) => {
        made.push(options);
        return accounts.of(options);
      },
    },
    now: () => 0,
  });
  const come = (name: string): AccountActivity => people.activityOf({ token: `vps_${name}`, account: name });
  const body = new Uint8Array(7 * MIB);
  const first = come('0');
  for (let number = 0; number < 13; number += 1) {
    come(String(number));
    made.at(-1)?.recent?.observe(READ, { kind: 'answer', status: 200, headers: new Headers(), body });
  }
  // 13 times 7 MiB fit.
  expect(come('0')).toBe(first);
  come('13');
  made.at(-1)?.recent?.observe(READ, { kind: 'answer', status: 200, headers: new Headers(), body });
  come('13');
  expect(come('0')).toBe(first);
  expect(made).toHaveLength(14);
  come('1');
  expect(made).toHaveLength(15);
  await database.close();
});
