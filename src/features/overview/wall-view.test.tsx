import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { announcing, refuse } from '../../testing/faults';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  renderInUtc,
} from '../../testing/fleets/fleet';
import { en } from '../../testing/pages/app';

const WALL = '/?view=wall';
const WEB = { id: 7, name: 'web' };

const heading = () => screen.getByRole('heading', { level: 1 });

async function findVerdict(text: string): Promise<HTMLElement> {
  return screen.findByRole('heading', { level: 1, name: text });
}

describe('the wall screen', () => {
  it('shows the verdict, details what needs attention, and names the rest', async () => {
    await renderInUtc({ path: WALL });
    await findVerdict('7 of 14 servers need attention');
    expect(screen.getByText('Worst:').closest('p')?.textContent).toBe(
      'Worst: staging-01. This server has no backups.',
    );
    const [attention, fine] = within(screen.getByRole('main')).getAllByRole('list');
    if (attention === undefined || fine === undefined) throw new Error('Two lists are missing.');
    const cards = within(attention).getAllByRole('listitem');
    expect(cards.map((card) => card.querySelector('b')?.textContent)).toEqual([
      'staging-01',
      'metrics-01',
      'db-server-01',
      'customer-portal-production-read-replica-02',
      'mail-01',
      'shop-01',
      'büro-archiv-01',
    ]);
    expect(cards[4]?.textContent).toBe('mail-01LateUsually every 1 d; last good backup 1 d 16 h ago.');
    expect(cards.map((card) => within(card).getByRole('img').getAttribute('aria-label'))).toEqual(
      Array.from({ length: 7 }, () => expect.stringMatching(/^30 days: /)),
    );
    // Nobody operates it, so only the link back is in the tab order.
    expect(screen.getByRole('main').querySelectorAll('[tabindex="0"]')).toHaveLength(0);
    expect(
      within(fine)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'build-01',
      'media-01',
      'billing-01',
      expect.stringMatching(/^web-server-01Backing up, 3 min \d+ s$/),
      'edge-03',
      'api-01',
      'cache-02',
    ]);
    await waitFor(() => expect(document.title).toBe('(7) Overview · VPS Backups'));
  });

  it('ignores shortcuts: it shows no dialogs', async () => {
    const { user } = await renderInUtc({ path: WALL });
    await findVerdict('7 of 14 servers need attention');
    await user.keyboard('n?');
    expect(window.location.search).toBe('?view=wall');
  });

  it('says that the browser is offline', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await renderInUtc({ path: WALL });
    await findVerdict('7 of 14 servers need attention');
    expect(onLine).toHaveBeenCalled();
    expect(screen.getByText(en.t('app.offline'))).toBeTruthy();
  });

  it('has no controls but the link back', async () => {
    const app = await renderInUtc({ path: WALL });
    await findVerdict('7 of 14 servers need attention');
    for (const role of [
      'button',
      'textbox',
      'searchbox',
      'combobox',
      'checkbox',
      'table',
      'navigation',
    ] as const) {
      expect(within(screen.getByRole('main')).queryAllByRole(role)).toEqual([]);
    }
    expect(screen.queryByRole('navigation')).toBeNull();
    await app.user.click(screen.getByRole('link', { name: 'Leave wall view' }));
    expect(await findServers()).toBeTruthy();
  });

  it('is reached from the Overview, and Back leaves it', async () => {
    const app = await renderInUtc();
    await findServers();
    await app.user.click(screen.getByRole('link', { name: 'Wall view' }));
    await screen.findByRole('link', { name: 'Leave wall view' });
    await app.back();
    expect(await findServers()).toBeTruthy();
  });

  it('refreshes and ages automatically', async () => {
    startClock();
    let backups = daily(1, 29, 20);
    const app = await renderInUtc({
      path: WALL,
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () => backupsOf(WEB, backups));
      },
    });
    await findVerdict('Your server is protected');
    const reads = () => app.calls.filter(({ path }) => path === '/backups/').length;
    const before = reads();
    // 29 h are not yet late, 30 h and a bit are.
    for (let minute = 0; minute < 62; minute += 1) {
      await pass(60_000);
      await app.settled();
    }
    await findVerdict('Your server needs attention');
    expect(screen.getByText('Late')).toBeTruthy();
    expect(reads()).toBeGreaterThan(before + 50);
    expect(screen.getByText('Updated at 16:47 UTC')).toBeTruthy();
    backups = [{ id: 90, hoursAgo: -1 }, ...backups];
    await pass(61_000);
    await findVerdict('Your server is protected');
  });

  it('is neither green nor red before anything is known', async () => {
    const app = await renderInUtc({
      path: WALL,
      before: ({ fault }) => fault('GET /backups/', refuse(500, { detail: 'Oops' }), 99),
    });
    await within(screen.getByRole('main')).findByRole('alert');
    await app.settled();
    expect(heading().textContent).toBe('Overview');
    expect(heading().closest('[data-level]')).toBeNull();
    expect(screen.queryByText('Loading backups…')).toBeNull();
    expect(screen.getByText(/“Oops”/)).toBeTruthy();
  });

  it('keeps its data over a failed refresh, with the time it was read', async () => {
    startClock();
    const app = await renderInUtc({ path: WALL });
    await findVerdict('7 of 14 servers need attention');
    app.fault('GET /backups/', refuse(500, { detail: 'Oops' }), 99);
    await pass(61_000);
    await app.settled();
    expect((await screen.findByText(/“Oops”/)).closest('[role="alert"]')).not.toBeNull();
    expect(heading().textContent).toBe('7 of 14 servers need attention');
    expect(screen.getByText('Updated at 15:45 UTC')).toBeTruthy();
  });

  it('does not show an account without servers as a good state', async () => {
    await renderInUtc({
      path: WALL,
      before: (gateway) => {
        holdServers(gateway, []);
        holdBackups(gateway, () => []);
      },
    });
    expect((await findVerdict('No servers')).closest('[data-level]')).toBeNull();
  });

  it('says which servers it cannot see, without a button', async () => {
    await renderInUtc({
      path: WALL,
      before: ({ fault }) => fault('GET /servers/', refuse(403, { detail: 'No servers for you.' }), 99),
    });
    await findVerdict('7 of 14 servers need attention');
    expect(await screen.findByText(/“No servers for you\.”/)).toBeTruthy();
    expect(within(screen.getByRole('main')).queryByRole('button')).toBeNull();
    expect(screen.queryByText('staging-01')).toBeNull();
  });

  it('says when a part of the list is missing', async () => {
    await renderInUtc({
      path: WALL,
      before: ({ fault }) => fault('GET /backups/', announcing(999), 99),
    });
    await screen.findByRole('link', { name: 'Leave wall view' });
    expect(await screen.findByText(/999/)).toBeTruthy();
  });
});
