import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { failMethod } from '../../testing/fetch';
import { renderInUtc } from '../../testing/fleets/fleet';
import { withPlainSpaces } from '../../testing/format';
import type { TestGateway } from '../../testing/gateway';
import { dialogIsGone, findDialog, type TestApp } from '../../testing/pages/app';

const PATH = '/servers/12346';

let gateway: TestGateway;

function open(
  path: string,
  before: (opened: TestGateway) => void = () => {},
  isReadOnly = false,
): Promise<TestApp> {
  return renderInUtc({
    path,
    isReadOnly,
    before: (opened) => {
      gateway = opened;
      before(opened);
    },
  });
}

async function openServer(...[path = PATH, ...others]: Partial<Parameters<typeof open>>): Promise<TestApp> {
  const app = await open(path, ...others);
  await screen.findByRole('region', { name: 'Agreement' });
  return app;
}

const protection = () =>
  withPlainSpaces(screen.getByRole('region', { name: 'Protection' }).textContent ?? '');
const panel = () => within(screen.getByRole('region', { name: 'Agreement' }));
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('what people agreed about a server', () => {
  it('can be set from a proposal, changed and removed, and replaces the usual interval', async () => {
    const { user } = await openServer('/servers/12345');
    expect(panel().getByText('None. The state is inferred from the usual interval.')).toBeTruthy();
    await user.click(panel().getByRole('button', { name: 'Set expectation' }));
    let dialog = within(await findDialog('Expectation for web-server-01'));
    await user.click(dialog.getByRole('button', { name: 'Use this' }));
    const age = dialog.getByRole('textbox', { name: /at most … hours old/ });
    expect(age).toHaveProperty('value', '30');
    await user.clear(age);
    await user.type(age, '0');
    expect(dialog.getByText('A whole number from 1 to 8,760.')).toBeTruthy();
    await user.clear(age);
    await user.type(age, '2');
    await user.click(dialog.getByRole('button', { name: 'Save expectation' }));
    await closed();
    await waitFor(() => expect(protection()).toMatch(/^Missed.*Agreed: at most 2 h old; last good backup/));
    expect(
      panel().getByText(/^at most 2 h old · at least \d+ good backups · reach back \d+ d$/),
    ).toBeTruthy();

    await user.click(panel().getByRole('button', { name: 'Set expectation' }));
    dialog = within(await findDialog('Expectation for web-server-01'));
    for (const field of dialog.getAllByRole('textbox')) await user.clear(field);
    await user.click(dialog.getByRole('button', { name: 'Remove expectation' }));
    await closed();
    await waitFor(() => expect(protection()).toMatch(/^Protected/));
  });

  it('may come from a tag, and says so', async () => {
    await openServer('/servers/12345', (opened) => {
      void opened.agreements.changeServer(12345, 0, (none) => ({ ...none, version: 1, tags: ['web'] }));
      void opened.agreements.changeTag('web', 0, {
        max_age_hours: 2,
        free_days: [],
        time_zone: 'UTC',
        min_good: null,
        reach_back_days: null,
      });
    });
    expect(await panel().findByText(/agreed by tag web/)).toBeTruthy();
    await waitFor(() => expect(protection()).toMatch(/^Missed.*Agreed: at most 2 h old/));
  });

  it('says that the operator’s setting excludes the server, which nobody can change here', async () => {
    await openServer('/servers/12345', (opened) => opened.setIgnored('web-server-01'));
    expect(await screen.findByText('Not watched (setting)')).toBeTruthy();
    expect(panel().getByText(/^Excluded by the setting WATCH_IGNORE/)).toBeTruthy();
    expect(panel().queryByRole('button', { name: /watch/i })).toBeNull();
    expect(panel().getByRole('button', { name: 'Set expectation' })).toBeTruthy();
  });

  it('includes acknowledging a state with a reason, which the Overview counts separately', async () => {
    const app = await openServer();
    const { user } = app;
    expect(protection()).toMatch(/^Failing/);
    await user.click(panel().getByRole('button', { name: 'Acknowledge' }));
    const dialog = within(await findDialog('Acknowledge db-server-01'));
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await user.type(reason, 'a\u200bb');
    expect(dialog.getByText(/invisible character/)).toBeTruthy();
    await user.clear(reason);
    await user.type(reason, 'The disk is being replaced');
    await user.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    await closed();
    expect(await panel().findByText(/The disk is being replaced/)).toBeTruthy();
    expect(protection()).toMatch(/^FailingAcknowledged/);
    const navigation = within(screen.getByRole('navigation', { name: 'Main' }));
    await user.click(navigation.getByRole('link', { name: 'Overview' }));
    await waitFor(() =>
      expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(
        /need attention, 1 acknowledged$/,
      ),
    );
  });

  it('ends an acknowledgement for good when the state gets worse, and says so', async () => {
    await openServer(PATH, (opened) =>
      opened.agreements.changeServer('12346', 0, (before) => ({
        ...before,
        version: 1,
        acknowledgement: {
          reason: 'The disk is being replaced',
          state: 'late',
          is_in_error: false,
          at: new Date().toISOString(),
          by: null,
          until: null,
          ended: null,
        },
      })),
    );
    expect(await panel().findByText('Ended because it got worse.')).toBeTruthy();
    expect(panel().getByText('Was acknowledged')).toBeTruthy();
    await waitFor(async () =>
      expect((await gateway.agreements.all()).servers).toMatchObject([
        { version: 2, acknowledgement: { reason: 'The disk is being replaced', ended: { cause: 'worse' } } },
      ]),
    );
  });

  it('tells the second of two people, shows what the first said, and saves the second attempt', async () => {
    const { user } = await openServer();
    await user.click(panel().getByRole('button', { name: 'Tags and note' }));
    const dialog = within(await findDialog('Tags and note of db-server-01'));
    await user.type(dialog.getByRole('textbox', { name: 'Note' }), 'Mine');
    await gateway.agreements.changeServer('12346', 0, (before) => ({ ...before, version: 1, tags: ['db'] }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Someone else changed this agreement/);
    expect(dialog.getByRole('textbox', { name: 'Tags' })).toHaveProperty('value', 'db');
    expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveProperty('value', 'Mine');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await closed();
    expect((await gateway.agreements.all()).servers).toMatchObject([
      { tags: ['db'], note: 'Mine', version: 2 },
    ]);
  });

  it('takes a server out of the watch and back', async () => {
    const { user } = await openServer();
    await user.click(panel().getByRole('button', { name: 'Stop watching' }));
    const dialog = within(await findDialog('Stop watching db-server-01'));
    expect(dialog.getByRole('button', { name: 'Stop watching' }).getAttribute('aria-disabled')).toBe('true');
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Test machine');
    await user.click(dialog.getByRole('button', { name: 'Stop watching' }));
    await closed();
    await waitFor(() => expect(protection()).toMatch(/^FailingNot watched/));
    await user.click(panel().getByRole('button', { name: 'Watch again' }));
    await waitFor(() => expect(protection()).not.toContain('Not watched'));
  });

  it('accepts the size of a suspicious backup, and takes that back', async () => {
    const { user } = await openServer('/servers/12391');
    expect(protection()).toContain('much smaller than usual');
    await user.click(panel().getByRole('button', { name: 'Accept this size' }));
    await waitFor(() => expect(protection()).not.toContain('much smaller than usual'));
    await user.click(panel().getByRole('button', { name: /^Undo: size of #\d+ accepted$/ }));
    await waitFor(() => expect(protection()).toContain('much smaller than usual'));
  });
});

describe('where nothing can be saved', () => {
  const KINDS = [
    ['expectation', 'Expectation for db-server-01', 'Save expectation'],
    ['acknowledge', 'Acknowledge db-server-01', 'Acknowledge'],
    ['unwatch', 'Stop watching db-server-01', 'Stop watching'],
    ['notes', 'Tags and note of db-server-01', 'Save'],
  ] as const;
  const agreed = (opened: TestGateway) =>
    void opened.agreements.changeServer('12346', 0, (none) => ({ ...none, version: 1, note: 'Primary' }));

  it('a read-only dashboard shows the agreements, and its buttons say why they are disabled', async () => {
    await openServer(PATH, agreed, true);
    expect(await panel().findByText('Primary')).toBeTruthy();
    const buttons = panel().getAllByRole('button');
    expect(buttons.length).toBeGreaterThan(3);
    for (const button of buttons) {
      expect(button.getAttribute('aria-disabled')).toBe('true');
      expect(button.title).toContain('READ_ONLY');
    }
  });

  it.each(KINDS)('a read-only dashboard says so in the dialog "%s"', async (kind, title, submit) => {
    await open(`${PATH}?dialog=${kind}:12346`, agreed, true);
    const button = within(await findDialog(title)).getByRole('button', { name: submit });
    expect(button.title).toContain('READ_ONLY');
  });

  it('a lost connection is not taken for a refusal', async () => {
    const { user } = await openServer();
    await user.click(panel().getByRole('button', { name: 'Stop watching' }));
    const dialog = within(await findDialog('Stop watching db-server-01'));
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Test machine');
    const down = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    await user.click(dialog.getByRole('button', { name: 'Stop watching' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/^We don’t know whether this was saved\./);
    down.mockRestore();
  });

  it('a save whose answer was lost can be repeated, and is then known to be saved', async () => {
    const { user } = await openServer();
    await user.click(panel().getByRole('button', { name: 'Tags and note' }));
    const dialog = within(await findDialog('Tags and note of db-server-01'));
    await user.clear(dialog.getByRole('textbox', { name: 'Note' }));
    await user.type(dialog.getByRole('textbox', { name: 'Note' }), 'Moved');
    const end = failMethod('POST', 'lost');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/You can safely save again\.$/);
    end();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await dialogIsGone();
    expect(await panel().findByText('Moved')).toBeTruthy();
  });

  it('a read-only database is explained in the dialog, which keeps the input', async () => {
    const { user } = await openServer(PATH, (opened) => {
      agreed(opened);
      opened.agreements.changeServer = () => Promise.reject(new Error('disk full'));
    });
    expect(await panel().findByText('Primary')).toBeTruthy();
    await user.click(panel().getByRole('button', { name: 'Stop watching' }));
    const dialog = within(await findDialog('Stop watching db-server-01'));
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Test machine');
    await user.click(dialog.getByRole('button', { name: 'Stop watching' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/^Nothing was saved\..*database/);
    expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveProperty('value', 'Test machine');
  });

  it.each(KINDS)('an unreadable database is explained in the dialog "%s"', async (kind, title, submit) => {
    await open(`${PATH}?dialog=${kind}:12346`, (opened) => {
      opened.agreements.all = () => Promise.reject(new Error('down'));
    });
    const dialog = within(await findDialog(title));
    expect((await dialog.findByRole('alert')).textContent).toContain('Couldn’t read what was agreed');
    expect(dialog.getByRole('button', { name: submit }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('an expectation of a tag', () => {
  const tagged = async (app: TestApp, tags: string[]) => {
    await app.agreements.changeServer('12345', 0, (before) => ({ ...before, version: 1, tags }));
    await app.agreements.changeServer('12346', 0, (before) => ({
      ...before,
      version: 1,
      tags,
      expectation: {
        max_age_hours: 99,
        free_days: [],
        time_zone: 'UTC',
        min_good: null,
        reach_back_days: null,
      },
    }));
    app.reload();
  };

  it("can be set from a server's page, names the servers it covers, and is shown as the tag's", async () => {
    const app = await openServer('/servers/12345');
    await tagged(app, ['production']);
    const set = { name: /^Set expectation for tag .*production/ };
    await app.user.click(await screen.findByRole('button', set));
    let dialog = within(await findDialog('Expectation for tag production'));
    expect(dialog.getByText(/^Applies to/).parentElement?.textContent).toContain('web-server-01');
    expect(dialog.getByText(/^Not to/).parentElement?.textContent).toContain('db-server-01');
    await app.user.type(dialog.getByRole('textbox', { name: /at most … hours old/ }), '2');
    await app.user.click(dialog.getByRole('button', { name: 'Save expectation' }));
    await closed();
    expect(await panel().findByText(/agreed by tag .*production/)).toBeTruthy();
    await waitFor(() => expect(protection()).toMatch(/^Missed/));

    await app.user.click(panel().getByRole('button', set));
    dialog = within(await findDialog('Expectation for tag production'));
    await app.agreements.changeTag('production', 1, {
      max_age_hours: 9,
      free_days: [],
      time_zone: 'UTC',
      min_good: null,
      reach_back_days: null,
    });
    const age = dialog.getByRole('textbox', { name: /at most … hours old/ });
    await app.user.clear(age);
    await app.user.click(dialog.getByRole('button', { name: 'Remove expectation' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Someone else changed this/);
    expect((await app.agreements.all()).tags).toMatchObject([{ version: 2 }]);
    await app.user.click(dialog.getByRole('button', { name: 'Remove expectation' }));
    await closed();
    expect((await app.agreements.all()).tags).toEqual([]);
  });

  it('is available in Settings even if no server has the tag any more', async () => {
    const app = await openServer('/servers/12345');
    await tagged(app, ['production']);
    await app.agreements.changeTag('left over', 0, {
      max_age_hours: 26,
      free_days: [],
      time_zone: 'UTC',
      min_good: null,
      reach_back_days: null,
    });
    window.history.replaceState(null, '', '/settings');
    app.reload();
    const card = within(await screen.findByRole('region', { name: 'Tags' }));
    const items = await card.findAllByRole('listitem');
    expect(items.map(({ textContent }) => withPlainSpaces(textContent ?? ''))).toEqual([
      'left over0 serversat most 1 d 2 h old',
      'production2 serversNo expectation',
    ]);
  });
});
