import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failMethod } from '../../testing/fetch';
import type { TestGateway } from '../../testing/gateway';
import { dialogIsGone, findDialog, renderApp, toasts } from '../../testing/pages/app';

async function openCard(before?: (gateway: TestGateway) => void, isReadOnly = false) {
  const app = await renderApp({ path: '/settings', isReadOnly, ...(before && { before }) });
  const region = await screen.findByRole('region', { name: 'Wall screens' });
  await waitFor(() => expect(within(region).queryByRole('status', { name: /Loading/ })).toBeNull());
  return { app, card: within(region) };
}

const twoLinks = ({ wallLinks }: TestGateway) => {
  void wallLinks.add('', 'Office', 'anne@example.com');
  void wallLinks.add('', 'Hall', null);
};

describe('wall screens in Settings', () => {
  it('create a link, which is shown only once', async () => {
    const { app, card } = await openCard();
    expect(await card.findByText('There are no wall links.')).toBeTruthy();
    await app.user.type(card.getByRole('textbox', { name: 'Name of the screen' }), ' Office ');
    await app.user.click(card.getByRole('button', { name: 'Make link' }));
    const address = `${window.location.origin}/wall#key-1`;
    expect(await card.findByText(address)).toBeTruthy();
    expect(card.getByRole('status').textContent).toContain('The link for Office is ready.');
    expect(await card.findByRole('button', { name: 'Revoke Office' })).toBeTruthy();
    await app.user.click(card.getByRole('button', { name: 'Hide link' }));
    expect(card.queryByText(address)).toBeNull();
    app.reload();
    await screen.findByRole('button', { name: 'Revoke Office' });
    expect(document.body.textContent).not.toContain('key-1');
  });

  it.each([
    ['', 'Give the screen a name.'],
    ['x'.repeat(41), 'At most 40 characters.'],
  ])('need a name: %j', async (name, text) => {
    const { app, card } = await openCard();
    const field = await card.findByRole('textbox', { name: 'Name of the screen' });
    if (name !== '') await app.user.type(field, name);
    await app.user.click(card.getByRole('button', { name: 'Make link' }));
    expect(await card.findByText(text)).toBeTruthy();
    expect(await app.wallLinks.list('')).toEqual([]);
  });

  it('revoke a link after confirmation', async () => {
    const { app, card } = await openCard(twoLinks);
    await app.user.click(await card.findByRole('button', { name: 'Revoke Office' }));
    const dialog = within(await findDialog('Revoke wall link Office'));
    await app.user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await dialogIsGone();
    expect(await app.wallLinks.list('')).toHaveLength(2);
    await app.user.click(card.getByRole('button', { name: 'Revoke Office' }));
    await app.user.click(
      within(await findDialog('Revoke wall link Office')).getByRole('button', { name: 'Revoke link' }),
    );
    await dialogIsGone();
    await waitFor(() => expect(card.queryByRole('button', { name: 'Revoke Office' })).toBeNull());
    expect(card.getByRole('button', { name: 'Revoke Hall' })).toBeTruthy();
    expect(toasts()).toContain('The wall link Office is revoked.');
  });

  it('say whether a link was made, and keep its name', async () => {
    const { app, card } = await openCard();
    const make = () => app.user.click(card.getByRole('button', { name: 'Make link' }));
    const field = await card.findByRole<HTMLInputElement>('textbox', { name: 'Name of the screen' });
    await app.user.type(field, 'Office');
    const end = failMethod('POST', 429);
    await make();
    expect(await card.findByText(/^No link was made\. /)).toBeTruthy();
    end();
    failMethod('POST', 'lost');
    await make();
    expect(await card.findByText(/^We don’t know whether the link was made\. .* revoke it/)).toBeTruthy();
    expect(await card.findByRole('button', { name: 'Revoke Office' })).toBeTruthy();
    expect(field.value).toBe('Office');
  });

  it('say whether a link was revoked', async () => {
    const { app, card } = await openCard(twoLinks);
    await app.user.click(await card.findByRole('button', { name: 'Revoke Office' }));
    const dialog = within(await findDialog('Revoke wall link Office'));
    const revoke = () => app.user.click(dialog.getByRole('button', { name: 'Revoke link' }));
    const refused = failMethod('DELETE', 403);
    await revoke();
    expect(await dialog.findByText(/^The link was not revoked and still works\. /)).toBeTruthy();
    refused();
    const unknown = failMethod('DELETE', 502);
    await revoke();
    expect(await dialog.findByText(/^We don’t know whether .* safe to revoke it again\.$/)).toBeTruthy();
    unknown();
    await revoke();
    await dialogIsGone();
  });

  it('treat a link revoked by somebody else as revoked', async () => {
    const { app, card } = await openCard(twoLinks);
    await app.user.click(await card.findByRole('button', { name: 'Revoke Office' }));
    const dialog = within(await findDialog('Revoke wall link Office'));
    await app.wallLinks.remove('', 'link-1');
    await app.user.click(dialog.getByRole('button', { name: 'Revoke link' }));
    await dialogIsGone();
    await waitFor(() => expect(card.queryByRole('button', { name: 'Revoke Office' })).toBeNull());
  });

  it('say that they are locked when read-only, but a link can be revoked', async () => {
    const { app, card } = await openCard(twoLinks, true);
    expect(await card.findByText(/no link can be made\. Existing links keep working/)).toBeTruthy();
    await waitFor(() =>
      expect(card.getByRole('button', { name: 'Make link' }).getAttribute('aria-disabled')).toBe('true'),
    );
    await app.user.type(card.getByRole('textbox', { name: 'Name of the screen' }), 'New{Enter}');
    expect(await app.wallLinks.list('')).toHaveLength(2);
    await app.user.click(card.getByRole('button', { name: 'Revoke Office' }));
    await app.user.click(
      within(await findDialog('Revoke wall link Office')).getByRole('button', { name: 'Revoke link' }),
    );
    await dialogIsGone();
    expect(await app.wallLinks.list('')).toHaveLength(1);
  });

  it.each([
    ['signIn', /Set SERVICE_TOKEN to give it one\.$/],
    ['otherAccount', /belongs to another account\.$/],
  ] as const)('say why there are none: %s', async (off, text) => {
    const { card } = await openCard((gateway) => gateway.setWall({ off }));
    expect(await card.findByText(text)).toBeTruthy();
    expect(card.queryByRole('button')).toBeNull();
  });
});
