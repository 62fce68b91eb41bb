import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import type { AlertDelivery, TestAlertResult, WatchStatus } from '../../core/contract/schema-watch';
import { failMethod } from '../../testing/fetch';
import { factsOf, renderApp } from '../../testing/pages/app';

const delivery = (changes: Partial<AlertDelivery>): AlertDelivery => ({
  id: '01947000-0000-7000-8000-000000000001',
  event: 'late',
  serverKey: '12345',
  serverName: 'web-server-01',
  madeAt: '2025-01-16T15:40:00.000Z',
  attempts: 1,
  deliveredAt: '2025-01-16T15:40:01.000Z',
  nextAt: null,
  lastStatus: 200,
  lastProblem: null,
  ...changes,
});

const WATCHING: Partial<WatchStatus> = {
  state: 'watching',
  offReason: null,
  webhook: { host: 'hooks.example.com', isSigned: true },
  ping: { host: 'ping.example.com' },
  ignoredCount: 1,
  lastRound: {
    at: '2025-01-16T15:45:00.000Z',
    result: 'read',
    reason: null,
    serverCount: 14,
    attentionCount: 5,
    ping: { isGood: false, problem: null, status: 200 },
  },
  nextRoundAt: '2025-01-16T15:50:00.000Z',
};

async function openCard(status: Partial<WatchStatus>, testAlert?: TestAlertResult, isReadOnly = false) {
  setPreferences({ timeZone: 'utc' });
  const app = await renderApp({
    path: '/settings',
    isReadOnly,
    before: (gateway) => gateway.setWatch(status, testAlert),
  });
  const region = await screen.findByRole('region', { name: 'Alerts' });
  await within(region).findByText(/^(Off|Status)/);
  return { app, region, card: within(region) };
}

describe('alerts in Settings', () => {
  it('explain how to turn them on where nothing is set', async () => {
    const { card } = await openCard({});
    expect(card.getByText(/^Off\. To turn it on, set ALERT_WEBHOOK_URL or PING_URL/)).toBeTruthy();
    const names = card.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual(['Copy: Environment', 'Copy: Docker Compose', 'Copy: Check from a shell or cron']);
  });

  it('explain why there are none where people sign in', async () => {
    const { card } = await openCard({ offReason: 'signIn' });
    expect(card.getByText(/Everyone signs in with their own token/)).toBeTruthy();
  });

  it('show what is watched, the receiver and the last check', async () => {
    const { region } = await openCard(WATCHING);
    expect(factsOf(region)).toEqual({
      Status: 'On, checks every 5 min',
      Webhook: 'hooks.example.com, signed',
      'Dead man’s switch': 'ping.example.com, last ping: something is wrong',
      'Not checked': '1 name in WATCH_IGNORE',
      'Last check': expect.stringMatching(/15:45.*: 14 servers checked, 5 needing attention$/),
      'Next check': expect.stringContaining('15:50'),
    });
  });

  it('show an inconclusive check, and that another gateway watches', async () => {
    const blind = {
      at: '2025-01-16T15:45:00.000Z',
      result: 'blind',
      serverCount: 0,
      attentionCount: 0,
    } as const;
    const { region } = await openCard({
      ...WATCHING,
      state: 'standby',
      lastRound: {
        ...blind,
        reason: 'The provider could not be reached.',
        ping: { isGood: false, problem: 'timeout', status: null },
      },
    });
    expect(factsOf(region)).toMatchObject({
      Status: 'On standby: another instance on the same database does the checks',
      'Last check': expect.stringMatching(/the check failed\. The provider could not be reached\.$/),
      'Dead man’s switch': 'ping.example.com, last ping failed: there was no response in time',
    });
  });

  it('list the last messages with server, event and delivery', async () => {
    const waiting = { deliveredAt: null, nextAt: '2025-01-16T16:00:00.000Z', attempts: 3 };
    const { card } = await openCard({
      ...WATCHING,
      pendingCount: 2,
      deliveries: [
        delivery({ id: '3', event: 'blind', serverKey: null, serverName: null, ...waiting, attempts: 0 }),
        delivery({ id: '2', event: 'weird', ...waiting, lastProblem: 'failed', lastStatus: 503 }),
        delivery({ id: '1' }),
      ],
    });
    expect(card.getByText('2 messages are waiting to be delivered.')).toBeTruthy();
    const items = within(card.getByRole('list', { name: 'Last messages' })).getAllByRole('listitem');
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^Provider unreadable All servers.*Not sent yet$/),
      expect.stringMatching(
        /^weird web-server-01.*Not delivered after 3 attempts: the receiver returned an error \(HTTP 503\)\. Next attempt .*16:00/,
      ),
      expect.stringMatching(/^Late web-server-01.*Delivered .*15:40/),
    ]);
    expect(card.getAllByRole('link', { name: 'web-server-01' })[0]?.getAttribute('href')).toBe(
      '/servers/12345',
    );
  });
});

describe('a test alert', () => {
  it('reports a delivery', async () => {
    const { app, card } = await openCard(WATCHING);
    await app.user.click(card.getByRole('button', { name: 'Send a test alert' }));
    expect((await card.findByRole('status')).textContent).toBe(
      'The test alert was delivered to hooks.example.com.',
    );
  });

  it('reports a failed delivery with its reason', async () => {
    const { app, card } = await openCard(WATCHING, { problem: 'refused', status: 404 });
    await app.user.click(card.getByRole('button', { name: 'Send a test alert' }));
    expect((await card.findByRole('alert')).textContent).toBe(
      'The test alert wasn’t delivered to hooks.example.com: it was refused (HTTP 404).',
    );
  });

  it.each([
    [429, /^No test alert was sent\. /],
    [502, /^We don’t know whether the test alert was sent\. .* before you send another\.$/],
  ])('says whether it was sent if the dashboard fails with %i', async (status, text) => {
    const { app, card } = await openCard(WATCHING);
    failMethod('POST', status);
    await app.user.click(card.getByRole('button', { name: 'Send a test alert' }));
    expect((await card.findByRole('alert')).textContent).toMatch(text);
  });

  it('cannot be sent where the gateway is read-only, with the reason', async () => {
    const { card } = await openCard(WATCHING, undefined, true);
    const button = card.getByRole('button', { name: 'Send a test alert' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
    expect(button.title).toContain('READ_ONLY');
  });
});
