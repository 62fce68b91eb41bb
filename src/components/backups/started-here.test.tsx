import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import { pass, startClock } from '../../testing/clock';
import { findDialog, renderApp, type TestApp, toasts } from '../../testing/pages/app';
import { hidePage } from '../../testing/pages/browser';
import { isStartedHere, rememberStarted } from './started-here';

const told: string[] = [];

beforeEach(() => {
  told.length = 0;
  class FakeNotification {
    static permission = 'granted';
    onclick: (() => void) | null = null;
    constructor(_title: string, options?: NotificationOptions) {
      told.push(options?.body ?? '');
    }
  }
  vi.stubGlobal('Notification', FakeNotification);
});

async function createHere(): Promise<TestApp> {
  startClock();
  const app = await renderApp({ path: '/servers/12358?dialog=create:12358' });
  const dialog = await findDialog('Back up api-01');
  await app.settled();
  await app.user.click(within(dialog).getByRole('button', { name: 'Create backup' }));
  await waitFor(() => expect(app.writes()).toEqual(['POST /backups/']));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  return app;
}

/** Advances the clock until a condition holds, two minutes at most. */
async function passUntil(hasHappened: () => boolean): Promise<void> {
  for (let second = 0; second < 120 && !hasHappened(); second += 5) await pass(5_000);
}

const passTwoMinutes = () => passUntil(() => false);
const isTold = () => toasts().some((text) => text.includes('api-01 completed'));

describe('the end of a backup that was started here', () => {
  it('shows one notification if enabled and the page is hidden', async () => {
    setPreferences({ isNotifying: true });
    await createHere();
    onTestFinished(hidePage());
    await passUntil(() => told.length > 0);
    expect(told).toEqual([expect.stringMatching(/^Backup \d+ of api-01 completed/)]);
    // The page shows a toast, too.
    await waitFor(() => expect(isTold()).toBe(true));
    await passTwoMinutes();
    expect(told).toHaveLength(1);
  });

  it('shows a toast only while the page is visible', async () => {
    setPreferences({ isNotifying: true });
    await createHere();
    await passUntil(isTold);
    expect(isTold()).toBe(true);
    expect(told).toEqual([]);
  });

  it('shows a toast only, once the page is visible again, without consent', async () => {
    const app = await createHere();
    const show = hidePage();
    onTestFinished(show);
    await pass(10_000);
    const reads = app.calls.length;
    await passTwoMinutes();
    expect(app.calls).toHaveLength(reads);
    show();
    await pass(4_000);
    await waitFor(() => expect(isTold()).toBe(true));
    expect(told).toEqual([]);
  });

  it('shows no notification for a backup started elsewhere', async () => {
    setPreferences({ isNotifying: true });
    startClock();
    await renderApp({ path: '/backups' });
    await screen.findByRole('region', { name: 'Running now' });
    onTestFinished(hidePage());
    await passTwoMinutes();
    await passTwoMinutes();
    expect(told).toEqual([]);
  });
});

describe('isStartedHere', () => {
  it('is true for started backups and restores, by id of any type', () => {
    rememberStarted('backups', 501);
    rememberStarted('restores', 'a-1');
    expect(isStartedHere('backups', '501')).toBe(true);
    expect(isStartedHere('restores', 'a-1')).toBe(true);
    expect(isStartedHere('backups', 'a-1')).toBe(false);
    expect(isStartedHere('restores', 501)).toBe(false);
  });

  it('keeps the last hundred', () => {
    for (let id = 1; id <= 101; id += 1) rememberStarted('backups', id);
    expect(isStartedHere('backups', 1)).toBe(false);
    expect(isStartedHere('backups', 2)).toBe(true);
    expect(isStartedHere('backups', 101)).toBe(true);
  });
});
