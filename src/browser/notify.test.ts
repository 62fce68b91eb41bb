import { afterEach, describe, expect, it, vi } from 'vitest';
import { askForNotifications, canNotify, notificationPermission, notifyWhenHidden } from './notify';
import { setPreferences } from './storage/preferences';

interface Shown {
  readonly title: string;
  readonly body: string | undefined;
  onclick: (() => void) | null;
}

/** A browser that records its notifications. */
function stubBrowser(permission: NotificationPermission, isHidden: boolean) {
  const shown: Shown[] = [];
  const focus = vi.fn();
  class FakeNotification implements Shown {
    static permission = permission;
    static requestPermission = () => {
      FakeNotification.permission = 'granted';
      return Promise.resolve<NotificationPermission>('granted');
    };
    onclick: (() => void) | null = null;
    readonly body: string | undefined;
    constructor(
      readonly title: string,
      options?: NotificationOptions,
    ) {
      this.body = options?.body;
      shown.push(this);
    }
  }
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('document', { hidden: isHidden });
  vi.stubGlobal('window', { focus });
  return { shown, focus };
}

afterEach(() => {
  setPreferences({ isNotifying: false });
  vi.unstubAllGlobals();
});

describe('notifyWhenHidden', () => {
  it.each([
    { isHidden: true, isNotifying: true, permission: 'granted', isShown: true },
    { isHidden: false, isNotifying: true, permission: 'granted', isShown: false },
    { isHidden: true, isNotifying: false, permission: 'granted', isShown: false },
    { isHidden: true, isNotifying: true, permission: 'default', isShown: false },
    { isHidden: true, isNotifying: true, permission: 'denied', isShown: false },
  ] as const)('needs a hidden page, consent and leave: %j', (given) => {
    const { shown } = stubBrowser(given.permission, given.isHidden);
    setPreferences({ isNotifying: given.isNotifying });
    notifyWhenHidden('VPS Backups', 'Backup 501 completed.');
    const expected = given.isShown ? [{ title: 'VPS Backups', body: 'Backup 501 completed.' }] : [];
    expect(shown).toMatchObject(expected);
    expect(shown).toHaveLength(expected.length);
  });

  it('focuses the page when clicked', () => {
    const { shown, focus } = stubBrowser('granted', true);
    setPreferences({ isNotifying: true });
    notifyWhenHidden('VPS Backups', 'Done.');
    shown[0]?.onclick?.();
    expect(focus).toHaveBeenCalledOnce();
  });

  it('is skipped if the browser throws, as phones do', () => {
    stubBrowser('granted', true);
    const refuse = Object.assign(
      () => {
        throw new TypeError('Illegal constructor');
      },
      { permission: 'granted' },
    );
    vi.stubGlobal('Notification', refuse);
    setPreferences({ isNotifying: true });
    expect(() => notifyWhenHidden('VPS Backups', 'Done.')).not.toThrow();
  });
});

describe('notification permission', () => {
  it('is unsupported without the Notification API, whatever the preference', async () => {
    vi.stubGlobal('Notification', undefined);
    setPreferences({ isNotifying: true });
    expect(notificationPermission()).toBe('unsupported');
    expect(await askForNotifications()).toBe('unsupported');
    expect(canNotify()).toBe(false);
  });

  it('is what the prompt was answered with', async () => {
    stubBrowser('default', false);
    setPreferences({ isNotifying: true });
    expect(canNotify()).toBe(false);
    expect(await askForNotifications()).toBe('granted');
    expect(canNotify()).toBe(true);
  });
});
