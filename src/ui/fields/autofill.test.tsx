import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { findDialog, findTable, renderApp, rowButton } from '../../testing/pages/app';
import { openFor } from '../../testing/pages/create-dialog';

function expectNoOffers(field: HTMLElement): void {
  const { autocomplete, ...marks } = Object.fromEntries(
    ['autocomplete', 'data-1p-ignore', 'data-bwignore', 'data-lpignore', 'data-form-type'].map((name) => [
      name,
      field.getAttribute(name),
    ]),
  );
  expect(autocomplete).toBe('off');
  expect(Object.values(marks)).toEqual(['true', 'true', 'true', 'other']);
}

it('search, filters and dialogs switch autofill off', async () => {
  const app = await renderApp({ path: '/backups' });
  await findTable();
  expectNoOffers(screen.getByRole('searchbox', { name: 'Search' }));
  expectNoOffers(await screen.findByRole('combobox', { name: 'Server' }));
  await app.user.click(rowButton(await findTable(), 'Restore', 501));
  const dialog = await findDialog('Restore web-server-01');
  expectNoOffers(await within(dialog).findByRole('textbox', { name: /to confirm/ }));
});

it('the create dialog switches autofill off', async () => {
  const app = await openFor(null);
  expectNoOffers(app.server());
  expectNoOffers(app.description());
});
