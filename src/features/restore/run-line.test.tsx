import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { scheduleWrites } from '../../api/schedules';
import { renderApp, toasts } from '../../testing/app';
import { startClock } from '../../testing/clock';

const DRAFT = {
  name: 'Nightly',
  servers: [12345, 12346],
  when: { kind: 'daily', time: '02:00' },
  zone: 'UTC',
  keep: { newest: 3, daily: 0, weekly: 0, monthly: 0 },
  catchUpHours: 6,
  makesRoomFirst: false,
} as const;

it('a run is in the bar of every page with its step, and is stopped there', async () => {
  startClock();
  const app = await renderApp({ hasSchedules: true });
  const draft = { ...DRAFT, servers: [...DRAFT.servers] };
  await scheduleWrites.run(await scheduleWrites.create(draft));
  app.reload();
  const bar = await screen.findByRole('region', { name: 'Operations' });
  await within(bar).findByText(
    /^Schedule Nightly since .+: backing up db-server-01, then web-server-01\. 0 of 2 servers done\./,
  );
  const { length } = app.writes();
  await app.user.click(within(bar).getByRole('button', { name: 'Stop the run of Nightly' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull());
  expect(toasts().join()).toContain('stops before its next step');
  expect(app.writes()).toHaveLength(length);
});
