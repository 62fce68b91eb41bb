import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../testing/faults';
import {
  backupsOf,
  holdBackups,
  holdServers,
  renderInUtc,
  type ToldBackup,
} from '../../../testing/fleets/fleet';
import { en, factsOf, findDialog, findFacts, type TestApp } from '../../../testing/pages/app';

const WEB = { id: 7, name: 'web' };
const DESCRIPTION = 'The only one from before the migration';
const DAY_HOURS = 24;

/** Ten good manual backups, three days apart: number 1 is the newest, number 10 the oldest. */
const TEN: readonly ToldBackup[] = Array.from({ length: 10 }, (_, index) => ({
  id: index + 1,
  hoursAgo: (index + 1) * 3 * DAY_HOURS,
  type: 'manual',
}));
/** An automatic one an hour from the oldest, which expires in three days. */
const NEIGHBOUR: ToldBackup = { id: 99, hoursAgo: 30 * DAY_HOURS - 1, keptDays: 33 };

interface Provider {
  backups: readonly ToldBackup[];
  describe: (entry: Entry) => Entry;
}

async function openFull(backups: readonly ToldBackup[] = TEN) {
  const provider: Provider = {
    backups,
    describe: (entry) => (entry['id'] === 10 ? { ...entry, description: DESCRIPTION } : entry),
  };
  const app = await renderInUtc({
    path: '/settings?dialog=create:7',
    before: (gateway) => {
      holdServers(gateway, [{ ...WEB, ip_address: '203.0.113.7', status: 'active' }]);
      holdBackups(gateway, () => backupsOf(WEB, provider.backups).map(provider.describe));
      gateway.fault(
        'DELETE /backups/10/',
        () => {
          provider.backups = provider.backups.filter(({ id }) => id !== 10);
          return new Response(null, { status: 204 });
        },
        Number.POSITIVE_INFINITY,
      );
    },
  });
  const create = await findDialog(/^(Create backup|Back up web)$/);
  const propose = (id: number) => within(create).findByRole('button', { name: `Delete backup #${id}` });
  return { ...app, provider, create, propose };
}

const deletions = ({ calls }: Pick<TestApp, 'calls'>) =>
  calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);

async function openQuestion(backups?: readonly ToldBackup[]) {
  const app = await openFull(backups);
  await app.user.click(await app.propose(10));
  const question = await findFacts('Delete backup');
  return { ...app, question, button: (name: string) => within(question).getByRole('button', { name }) };
}

describe('the backup proposed for deletion', () => {
  it('is described, and its button deletes nothing yet', async () => {
    const app = await openQuestion();
    expect(app.create.textContent).toContain(DESCRIPTION);
    expect(deletions(app)).toEqual([]);
  });

  it('is shown with its facts and the impact of its deletion', async () => {
    const { question } = await openQuestion();
    expect(factsOf(question)).toMatchObject({
      Server: 'web · #7 · 203.0.113.7',
      Backup: '#10 · manual · completed · 4 GB',
      'Recovery point': 'Tue 17 Dec 2024, 15:45 UTC 30 d ago',
      Expires: 'never',
      Description: DESCRIPTION,
    });
    const impact = within(question).getByRole('table', { name: en.t('impact.title', { server: 'web' }) });
    expect(within(impact).getByRole('row', { name: /^Good backups/ }).textContent).toBe('Good backups109');
  });

  it('is confirmed with the focus on Cancel; Escape closes only that dialog', async () => {
    const app = await openQuestion();
    expect(document.activeElement).toBe(app.button('Cancel'));
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(app.question.isConnected).toBe(false));
    expect(app.create.isConnected).toBe(true);
    expect(document.activeElement).toBe(await app.propose(10));
    expect(deletions(app)).toEqual([]);
  });

  it('is not called redundant beside a backup that expires', async () => {
    const app = await openFull([...TEN, NEIGHBOUR]);
    await app.propose(10);
    expect(app.create.textContent).toContain(en.t('slot.reason.oldest'));
    expect(app.create.textContent).not.toContain('#99');
  });

  it('is deleted once confirmed; then the slot is free and the form can be sent', async () => {
    const app = await openQuestion();
    await app.user.click(app.button('Delete backup'));
    await waitFor(() => expect(app.question.isConnected).toBe(false));
    expect(deletions(app)).toEqual(['/backups/10/']);
    expect(app.calls.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await within(app.create).findByText(en.t('slot.deleted', { id: '10' }))).toBeDefined();
    expect(within(app.create).getByText('9 of 10 used')).toBeDefined();
    await waitFor(() => expect(app.create.contains(document.activeElement)).toBe(true));
  });

  it('is not deleted if the latest list has no other good backup', async () => {
    const app = await openQuestion();
    app.provider.backups = TEN.map((told) => (told.id === 10 ? told : { ...told, status: 'failed' }));
    await app.user.click(app.button('Delete backup'));
    expect(await within(app.question).findByText(en.t('slot.noOtherGood'))).toBeDefined();
    expect(deletions(app)).toEqual([]);
  });

  it('is not deleted if the list cannot be read, or shows that it was locked', async () => {
    const app = await openQuestion();
    app.provider.describe = () => {
      throw new TypeError('fetch failed');
    };
    await app.user.click(app.button('Delete backup'));
    expect(await within(app.question).findByText(/^The backup wasn’t deleted\./)).toBeDefined();
    app.provider.describe = (entry) => ({ ...entry, description: '[keep]' });
    await app.user.click(app.button('Delete backup'));
    expect(await within(app.question).findByText(en.t('slot.changed', { id: '10' }))).toBeDefined();
    expect(deletions(app)).toEqual([]);
  });

  it('stays in the dialog when a poll changes the proposal', async () => {
    const app = await openQuestion();
    app.provider.backups = TEN.map((told) => (told.id === 3 ? { ...told, status: 'failed' } : told));
    window.dispatchEvent(new Event('visibilitychange'));
    await app.settled();
    expect(screen.getByRole('dialog', { name: 'Delete backup' })).toBe(app.question);
    expect(factsOf(app.question)['Backup']).toContain('#10');
  });
});
