import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { navigation } from '../browser/navigation';
import { renderSignIn } from '../testing/pages/sign-in';
import { followSession } from './session';

it('leads to the sign-in once, however many calls are refused, and back to the same place', async () => {
  followSession();
  const { went, calls } = await renderSignIn({ path: '/backups?q=web&dialog=create%3A12345' });
  await waitFor(() =>
    expect(calls.filter((call) => call.startsWith('GET /api/v1/')).length).toBeGreaterThan(2),
  );
  await waitFor(() =>
    expect(went()).toEqual([
      `/sign-in?${new URLSearchParams({ next: '/backups?q=web&dialog=create%3A12345' })}`,
    ]),
  );
});

it('reloads a tab when another one has signed in to another account', () => {
  const reload = vi.spyOn(navigation, 'reload').mockImplementation(() => undefined);
  localStorage.setItem('vps-backups.account', 'anne');
  sessionStorage.setItem('vps-backups.account', 'anne');
  sessionStorage.setItem('vps-backups.create-draft', '{"serverKey":null,"description":"of Anne"}');
  followSession();
  expect(sessionStorage.getItem('vps-backups.create-draft')).toContain('of Anne');
  localStorage.setItem('vps-backups.account', 'ben');
  window.dispatchEvent(
    new StorageEvent('storage', { key: 'vps-backups.account', oldValue: 'anne', newValue: 'ben' }),
  );
  expect(reload).toHaveBeenCalled();
  followSession();
  expect(sessionStorage.getItem('vps-backups.create-draft')).toBeNull();
  reload.mockRestore();
  expect(screen.queryByRole('alert')).toBeNull();
});
