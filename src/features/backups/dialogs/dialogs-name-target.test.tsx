import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backupsOf, holdBackups, holdServers, hoursAgo, renderInUtc } from '../../../testing/fleets/fleet';
import { en, factsOf, findDialog, findFacts, findTable, rowOf } from '../../../testing/pages/app';

const WEB = { id: 7, name: 'web' };
const DESCRIPTION = 'Before the upgrade';
const MOMENT = en.format.dateTimeUtc(hoursAgo(28));
const AGE = '1 d 4 h';
const FACTS = {
  Server: 'web · #7 · 203.0.113.7',
  Backup: '#70 · manual · completed · 4 GB',
  'Recovery point': `${MOMENT} ${AGE} ago`,
};

function open(path: string) {
  const server = { ...WEB, ip_address: '203.0.113.7', status: 'active' };
  return renderInUtc({
    path,
    before: (gateway) => {
      holdServers(gateway, [server]);
      gateway.fault('GET /servers/7/', () => Response.json(server), Number.POSITIVE_INFINITY);
      gateway.fault('POST /backups/', () => new Promise<Response>(() => undefined), Number.POSITIVE_INFINITY);
      holdBackups(gateway, () =>
        backupsOf(WEB, [
          { id: 71, hoursAgo: 4, type: 'manual', description: DESCRIPTION },
          { id: 70, hoursAgo: 28, type: 'manual', description: DESCRIPTION },
        ]),
      );
    },
  });
}

/** What the dialog says of each backup, after both were selected on a page. */
async function bulkLines(path: string): Promise<readonly string[]> {
  const app = await open(path);
  const table = await findTable();
  for (const id of [70, 71]) {
    await app.user.click(within(rowOf(table, id)).getByRole('checkbox'));
  }
  await app.user.click(screen.getByRole('button', { name: 'Delete 2' }));
  const dialog = await findDialog('Delete 2 backups');
  return within(dialog)
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '');
}

describe('every dialog about a backup names server, id, address, moment, size and age', () => {
  it.each([
    ['delete', 'Delete backup'],
    ['restore', 'Restore web'],
  ])('to %s it', async (action, title) => {
    await open(`/settings?dialog=${action}:70`);
    const dialog = await findFacts(title);
    await waitFor(() => expect(factsOf(dialog)).toMatchObject(FACTS));
  });

  it('of a safe restore', async () => {
    const app = await open('/settings?dialog=restore:70');
    const dialog = await findFacts('Restore web');
    await app.user.type(await within(dialog).findByRole('textbox'), 'web{Enter}');
    const running = await findFacts('Safe restore of web');
    expect(factsOf(running)).toMatchObject(FACTS);
  });

  it('of a bulk deletion, for each backup', async () => {
    const lines = await bulkLines('/backups');
    const line = lines.find((item) => item.includes('#70'));
    for (const fact of [FACTS.Server, MOMENT, AGE, '4 GB']) {
      expect(line).toContain(fact);
    }
  });
});

it.each([
  ['', ['#71', '#70']],
  ['?sort=created', ['#70', '#71']],
])(
  'a bulk deletion lists the backups with their descriptions in the order of the table%s',
  async (sort, order) => {
    const lines = await bulkLines(`/backups${sort}`);
    expect(lines.map((line) => /#7\d/.exec(line)?.[0])).toEqual(order);
    for (const line of lines) expect(line).toContain('Before the upgrade');
  },
);
