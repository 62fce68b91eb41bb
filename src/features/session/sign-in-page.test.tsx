import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderSignIn } from '../../testing/pages/sign-in';

const findField = () => screen.findByLabelText('API token');
const button = (name = 'Sign in') => screen.getByRole('button', { name });

describe('the sign-in page', () => {
  it('sends the token, opens the requested page, and keeps no token', async () => {
    const { user, token, went, calls, container } = await renderSignIn({
      path: '/sign-in?next=%2Fbackups%3Fq%3Dweb',
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'Sign in' })).toBeTruthy();
    const field = await findField();
    expect(field).toHaveProperty('type', 'password');
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.type(field, ` ${token} `);
    await user.click(button());
    await waitFor(() => expect(went()).toEqual(['/backups?q=web']));
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }]) + document.cookie).not.toContain(
      token,
    );
    expect(container.innerHTML).not.toContain(token);
    // Nothing about backups was asked before somebody had signed in.
    expect(new Set(calls)).toEqual(new Set(['GET /api/gateway', 'POST /api/session', 'GET /api/session']));
  });

  it.each([
    ['', 'Paste an API token first.'],
    ['hunter2', 'This isn’t an API token: those begin with vps_ and have no spaces.'],
    ['vps_a b', 'This isn’t an API token: those begin with vps_ and have no spaces.'],
  ])('says at the field what is wrong with %j, and sends nothing', async (typed, words) => {
    const { user, calls } = await renderSignIn({ path: '/sign-in' });
    const field = await findField();
    if (typed !== '') await user.type(field, typed);
    await user.click(button());
    expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(calls).not.toContain('POST /api/session');
  });

  it("shows the provider's words for a refused token, which stays in the field", async () => {
    const { user, went } = await renderSignIn({ path: '/sign-in' });
    const field = await findField();
    await user.type(field, 'vps_wrong{Enter}');
    const alert = await screen.findByText(
      /Not signed in\. The provider does not accept this token\. It says:/,
    );
    expect(alert.getAttribute('role')).toBe('alert');
    expect(field).toHaveProperty('value', 'vps_wrong');
    expect(document.activeElement).toBe(field);
    expect(went()).toEqual([]);
  });

  it('counts down after too many attempts, and accepts none meanwhile', async () => {
    const { user, token, went } = await renderSignIn({ path: '/sign-in' });
    const field = await findField();
    for (let count = 0; count < 6; count += 1) {
      await user.clear(field);
      await user.type(field, 'vps_guess{Enter}');
      await waitFor(() => expect(field).toHaveProperty('readOnly', false));
    }
    expect(await screen.findByText(/You can try again in (5|4) min/)).toBeTruthy();
    expect(button().getAttribute('aria-disabled')).toBe('true');
    await user.clear(field);
    await user.type(field, `${token}{Enter}`);
    expect(went()).toEqual([]);
  });

  it('says that an attempt was not made, and does not count, where too many sign in at a time', async () => {
    const { user, token, fetch } = await renderSignIn({ path: '/sign-in' });
    const busy = { detail: 'Busy.', gateway: { code: 'sign_in_busy', reached: 'no' } };
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      init.method === 'POST'
        ? Response.json(busy, { status: 503, headers: { 'retry-after': '2' } })
        : fetch(url, init),
    );
    await user.type(await findField(), `${token}{Enter}`);
    const alert = (await screen.findByText('Too many people are signing in right now')).closest('[role]');
    expect(alert?.getAttribute('role')).toBe('alert');
    expect(alert?.textContent).toContain(
      'wasn’t tried and doesn’t count as failed. You can try again in 2 s',
    );
  });

  it('shows the token when asked to, and only then', async () => {
    const { user } = await renderSignIn({ path: '/sign-in' });
    const field = await findField();
    const show = screen.getByRole('checkbox', { name: 'Show the token' });
    await user.click(show);
    expect(field).toHaveProperty('type', 'text');
    await user.click(show);
    expect(field).toHaveProperty('type', 'password');
  });

  it.each([
    ['expired', /unused for too long/],
    ['ended', /no longer accepts your token/],
  ])('says why one was sent here: %s', async (reason, words) => {
    await renderSignIn({ path: `/sign-in?reason=${reason}` });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('opens the Overview where no sign-in is needed', async () => {
    const { went } = await renderSignIn({ path: '/sign-in?next=%2Fbackups', mode: 'token' });
    await waitFor(() => expect(went()).toEqual(['/']));
  });

  it('never redirects to another host', async () => {
    const { user, token, went } = await renderSignIn({ path: '/sign-in?next=%2F%2Fevil.example' });
    await user.type(await findField(), `${token}{Enter}`);
    await waitFor(() => expect(went()).toEqual(['/']));
  });

  it('redirects at once when already signed in', async () => {
    const { went, calls } = await renderSignIn({ path: '/sign-in?next=%2Fbackups', isSignedIn: true });
    await waitFor(() => expect(went()).toEqual(['/backups']));
    expect(calls).not.toContain('POST /api/v1/backups/');
    expect(screen.queryByLabelText('API token')).toBeNull();
  });

  it('says that the cookie is needed where the browser refuses it, and stays', async () => {
    const { user, token, went, refuseCookies } = await renderSignIn({ path: '/sign-in' });
    refuseCookies();
    await user.type(await findField(), `${token}{Enter}`);
    const notice = (await screen.findByText(/^The sign-in is kept in a cookie\./)).closest('[role]');
    expect(notice?.getAttribute('role')).toBe('alert');
    expect(went()).toEqual([]);
    expect(await findField()).toHaveProperty('value', token);
  });

  it('redirects as soon as another tab has signed in', async () => {
    const { token, went, fetch } = await renderSignIn({ path: '/sign-in?next=%2Fbackups' });
    await findField();
    await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'vps-backups' },
      body: JSON.stringify({ token }),
    });
    window.dispatchEvent(new StorageEvent('storage', { key: 'vps-backups.signed-in', newValue: '1' }));
    await waitFor(() => expect(went()).toEqual(['/backups']));
  });

  it('notifies other tabs of a sign-in', async () => {
    const { user, token, went } = await renderSignIn({ path: '/sign-in' });
    await user.type(await findField(), `${token}{Enter}`);
    await waitFor(() => expect(went()).toEqual(['/']));
    expect(localStorage.getItem('vps-backups.signed-in')).not.toBeNull();
  });

  it('is in Dutch', async () => {
    const { user } = await renderSignIn({ path: '/sign-in?reason=ended', language: 'nl' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Aanmelden' })).toBeTruthy();
    expect(await screen.findByText(/accepteert je token/)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Aanmelden' }));
    expect(await screen.findByText('Plak eerst een API-token.')).toBeTruthy();
  });

  it('deletes the drafts of another account, and keeps the language', async () => {
    localStorage.setItem('vps-backups.account', 'somebody else');
    sessionStorage.setItem('vps-backups.create-draft', '{"serverKey":"1","description":"secret plan"}');
    localStorage.setItem('vps-backups.safe-restores', '[]');
    const { user, token, went } = await renderSignIn({ path: '/sign-in' });
    await user.type(await findField(), `${token}{Enter}`);
    await waitFor(() => expect(went()).toEqual(['/']));
    expect(sessionStorage.getItem('vps-backups.create-draft')).toBeNull();
    expect(localStorage.getItem('vps-backups.safe-restores')).toBeNull();
    expect(localStorage.getItem('vps-backups.preferences')).toContain('"en"');
  });

  it('keeps the draft of the same account', async () => {
    const first = await renderSignIn({ path: '/sign-in' });
    await first.user.type(await findField(), `${first.token}{Enter}`);
    await waitFor(() => expect(first.went()).toEqual(['/']));
    sessionStorage.setItem(
      'vps-backups.create-draft',
      '{"serverKey":null,"description":"Before the update"}',
    );
    const session: { account: string } = JSON.parse(await (await first.fetch('/api/session')).text());
    const { claimStorage } = await import('../../browser/storage/account-storage');
    claimStorage(session.account);
    expect(sessionStorage.getItem('vps-backups.create-draft')).toContain('Before the update');
  });
});
