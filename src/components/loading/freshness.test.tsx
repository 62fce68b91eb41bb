import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { renderApp } from '../../testing/pages/app';

const isTurning = () =>
  screen.getByRole('button', { name: 'Refresh' }).querySelector('.freshness__spin') !== null;

it('the refresh icon turns from a click until the answer, and not during a poll', async () => {
  startClock();
  // A page without running backups, so that no server's list is read.
  const app = await renderApp({ sandboxOptions: { fleet: { servers: 3, backups: 12 } } });
  await screen.findByRole('button', { name: 'Refresh' });
  await app.settled();

  const poll = app.hold('GET /backups/');
  await pass(61_000);
  await poll.arrived;
  expect(isTurning()).toBe(false);
  poll.release();
  await app.settled();

  const asked = app.hold('GET /backups/');
  await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
  await asked.arrived;
  expect(isTurning()).toBe(true);
  asked.release();
  await waitFor(() => expect(isTurning()).toBe(false));
});
