import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { navigation } from '../../browser/navigation';
import { renderApp } from '../../testing/pages/app';

const OWNER = 'vps-backups.account';
const DRAFT = 'vps-backups.create-draft';
const OPERATIONS = 'vps-backups.safe-restores';

it('keeps what this browser stored for a real account out of the demo, and the other way round', async () => {
  const reload = vi.spyOn(navigation, 'reload').mockImplementation(() => undefined);
  localStorage.setItem(OWNER, 'https://admin.vps.org/api/v1');
  localStorage.setItem(OPERATIONS, '[{"state":{}}]');
  sessionStorage.setItem(OWNER, 'https://admin.vps.org/api/v1');
  sessionStorage.setItem(DRAFT, '{"serverKey":null,"description":"of the account"}');
  const { settled, writes } = await renderApp({ path: '/backups' });
  await waitFor(() => expect(reload).toHaveBeenCalled());
  await settled();
  expect(localStorage.getItem(OPERATIONS)).toBeNull();
  expect(sessionStorage.getItem(DRAFT)).toBeNull();
  expect(localStorage.getItem(OWNER)).toBe('sandbox');
  expect(writes()).toEqual([]);
});

it('leaves data of the current provider alone', async () => {
  const reload = vi.spyOn(navigation, 'reload').mockImplementation(() => undefined);
  sessionStorage.setItem(OWNER, 'sandbox');
  sessionStorage.setItem(DRAFT, '{"serverKey":"12345","description":"of the demo"}');
  const { settled } = await renderApp({ path: '/backups?dialog=create' });
  await waitFor(() => expect(localStorage.getItem(OWNER)).toBe('sandbox'));
  await settled();
  expect(screen.getByDisplayValue('of the demo')).toBeTruthy();
  expect(reload).not.toHaveBeenCalled();
});
