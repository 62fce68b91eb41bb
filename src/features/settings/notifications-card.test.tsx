import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { canNotify } from '../../browser/notify';
import { renderApp, type TestApp } from '../../testing/pages/app';

/** A browser that gives this answer to the permission prompt. */
function stubNotifications(permission: NotificationPermission, answer: NotificationPermission = permission) {
  const asked = vi.fn();
  const notifications = {
    permission,
    requestPermission: () => {
      asked();
      notifications.permission = answer;
      return Promise.resolve(answer);
    },
  };
  vi.stubGlobal('Notification', notifications);
  return asked;
}

async function openCard(): Promise<{ app: TestApp; card: ReturnType<typeof within> }> {
  const app = await renderApp({ path: '/settings' });
  return { app, card: within(await screen.findByRole('region', { name: 'Notifications' })) };
}

describe('consent to notifications', () => {
  it('is asked for on a click only, and can be withdrawn', async () => {
    const asked = stubNotifications('default', 'granted');
    const { app, card } = await openCard();
    expect(asked).not.toHaveBeenCalled();
    expect(canNotify()).toBe(false);
    await app.user.click(card.getByRole('button', { name: 'Allow notifications' }));
    expect(asked).toHaveBeenCalledOnce();
    expect((await card.findByText('On for this browser.')).getAttribute('role')).toBe('status');
    expect(canNotify()).toBe(true);
    await app.user.click(card.getByRole('button', { name: 'Turn off' }));
    expect(card.getByRole('button', { name: 'Allow notifications' })).toBeTruthy();
    expect(canNotify()).toBe(false);
  });

  it("is not implied by the browser's permission", async () => {
    stubNotifications('granted');
    const { card } = await openCard();
    expect(card.getByRole('button', { name: 'Allow notifications' })).toBeTruthy();
    expect(canNotify()).toBe(false);
  });

  it('has no effect where the browser refuses, with a note', async () => {
    stubNotifications('default', 'denied');
    const { app, card } = await openCard();
    await app.user.click(card.getByRole('button', { name: 'Allow notifications' }));
    expect((await card.findByRole('status')).textContent).toContain('blocks notifications');
    expect(card.queryByRole('button')).toBeNull();
    expect(canNotify()).toBe(false);
  });

  it('is not asked for where there are no notifications', async () => {
    vi.stubGlobal('Notification', undefined);
    const { card } = await openCard();
    expect(card.getByText('This browser doesn’t support notifications.')).toBeTruthy();
    expect(card.queryByRole('button')).toBeNull();
  });
});
