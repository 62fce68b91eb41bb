import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { withChange } from '../testing/faults';
import { type AppSetup, dialogIsGone, findTable, renderApp, rowsOf, toasts } from '../testing/pages/app';

const SMALL = { fleet: { servers: 2, backups: 6 } };

/** A token that may only read. */
const eyesOnly = withChange({
  token: { name: 'wall-screen', permissions: { backups: { read: true, write: false }, servers: ['read'] } },
});

function banner(): HTMLElement {
  return screen.getByRole('complementary', { name: /^(Read-only|Alleen lezen)\.$/ });
}

function writeButtons(): HTMLElement[] {
  return screen.getAllByRole('button', { name: /^(Create backup|Restore backup \d+|Delete backup \d+)$/ });
}

describe('a write lock', () => {
  it.each<[string, AppSetup, string]>([
    ['by the setting', { isReadOnly: true }, 'READ_ONLY'],
    [
      'by the rights of the token',
      { before: ({ fault }) => fault('GET /account/me/', eyesOnly, 9) },
      'This token can read backups',
    ],
  ])('%s: every write button stays focusable, says why and does nothing', async (_name, setup, reason) => {
    const app = await renderApp({ sandboxOptions: SMALL, ...setup });
    const table = await findTable();
    await waitFor(() => expect(banner().textContent).toContain(reason));
    for (const row of rowsOf(table)) fireEvent.pointerEnter(row);
    const buttons = writeButtons();
    expect(buttons.length).toBeGreaterThanOrEqual(13);
    for (const button of buttons) {
      expect(button.getAttribute('aria-disabled')).toBe('true');
      expect(button.hasAttribute('disabled')).toBe(false);
      expect(button.title).toContain(reason);
    }
    for (const button of [buttons[0], buttons.at(-1)]) if (button) await app.user.click(button);
    await app.user.keyboard('n');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(toasts()).toEqual([expect.stringContaining(reason)]);
    expect(app.writes()).toEqual([]);
  });

  it.each([
    ['create', 'Create backup', 'Create backup'],
    ['delete:501', 'Delete backup', 'Delete backup'],
    ['restore:501', 'Restore web-server-01', 'Restore server'],
  ])('a dialog opened by its URL (%s) sends nothing, not even with Enter', async (dialog, title, submit) => {
    const app = await renderApp({ path: `/backups?dialog=${dialog}`, isReadOnly: true });
    // The question replaces the skeleton.
    const { open, button } = await waitFor(() => {
      const now = within(screen.getByRole('dialog', { name: title }));
      const found = now.getByRole('button', { name: submit });
      expect(found.title).toContain('READ_ONLY');
      return { open: now, button: found };
    });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    const field = open.queryByRole('textbox', { name: /to confirm|Description/ });
    if (field !== null) await app.user.type(field, 'web-server-01{Enter}');
    await app.user.click(button);
    await app.settled();
    expect(app.writes()).toEqual([]);
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
  });

  it('is explained in Dutch', async () => {
    await renderApp({ sandboxOptions: SMALL, isReadOnly: true, language: 'nl' });
    await waitFor(() => expect(banner().textContent).toMatch(/Alleen lezen\..*READ_ONLY/));
  });
});

describe('the switch in Settings', () => {
  it('locks writes everywhere, in the gateway too, and unlocks them', async () => {
    const app = await renderApp({ path: '/settings', sandboxOptions: SMALL });
    const card = within(await screen.findByRole('region', { name: 'Read-only' }));
    const box = await card.findByRole('checkbox', { name: 'Make this browser read-only' });
    await waitFor(() => expect(box.hasAttribute('disabled')).toBe(false));
    await app.user.click(box);
    await waitFor(() => expect(banner().textContent).toContain('made this browser read-only'));
    expect(toasts()).toContain('This browser is now read-only.');

    // Also requests that no button sends.
    const forged = await fetch('/api/v1/backups/501/', {
      method: 'DELETE',
      headers: { 'x-requested-with': 'vps-backups' },
    });
    expect([forged.status, forged.headers.get('x-gateway-error')]).toEqual([403, 'read_only']);
    expect(app.writes()).toEqual([]);

    // A new page learns it from the gateway.
    app.reload();
    await waitFor(() => expect(banner()).toBeTruthy());
    const again = within(await screen.findByRole('region', { name: 'Read-only' }));
    const on = await again.findByRole('checkbox', { checked: true });
    await app.user.click(on);
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Read-only.' })).toBeNull());
    await app.user.click(screen.getByRole('link', { name: 'Backups' }));
    await findTable();
    for (const button of writeButtons().filter(({ title }) => title !== '')) {
      expect(button.title).not.toContain('made this browser read-only');
    }
  });

  it("cannot unlock what the gateway's setting locks", async () => {
    await renderApp({ path: '/settings', sandboxOptions: SMALL, isReadOnly: true });
    const card = within(await screen.findByRole('region', { name: 'Read-only' }));
    const box = await card.findByRole('checkbox', { checked: true });
    expect(box.hasAttribute('disabled')).toBe(true);
    expect(card.getByText(/READ_ONLY/)).toBeTruthy();
  });
});
