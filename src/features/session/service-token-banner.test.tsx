import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { en } from '../../testing/pages/app';
import { renderSignIn } from '../../testing/pages/sign-in';

const open = (service?: 'own' | 'refused' | 'other') =>
  renderSignIn({ path: '/settings', isSignedIn: true, ...(service && { service }) });

it('a refused service token is announced on every page', async () => {
  await open('refused');
  const told = await screen.findByText(en.t('service.refused'));
  expect(told.closest('[role="status"]')).not.toBeNull();
  expect(await screen.findByText(en.t('service.isRefused'))).toBeDefined();
});

it.each([
  ['own', 'service.own'],
  ['other', 'service.other'],
] as const)(
  'one of the account itself, or of another (%s), is only a line in Settings',
  async (service, line) => {
    await open(service);
    expect(await screen.findByText(en.t(line))).toBeDefined();
    expect(screen.queryByText(en.t('service.refused'))).toBeNull();
  },
);

it('nothing is said about it if there is none', async () => {
  const app = await open();
  await waitFor(() => expect(app.calls).toContain('GET /api/session'));
  await screen.findByText(en.t('session.since'));
  expect(screen.queryByText(en.t('service.label'))).toBeNull();
});
