import { preferences } from './preferences';

export type NotificationPermissionState = 'unsupported' | 'default' | 'granted' | 'denied';

export function notificationPermission(): NotificationPermissionState {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

/** Asks the browser, which asks the person. Call it from a click only. */
export async function askForNotifications(): Promise<NotificationPermissionState> {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission();
}

/** Whether the person wants notifications and the browser allows them. */
export function canNotify(): boolean {
  return preferences.get().isNotifying && notificationPermission() === 'granted';
}

/** Tells something outside the page, only while the page is hidden and only with consent. */
export function notifyWhenHidden(title: string, body: string): void {
  if (!document.hidden || !canNotify()) return;
  try {
    const notification = new Notification(title, { body, tag: body });
    notification.onclick = () => window.focus();
  } catch {
    // Some phones allow notifications to service workers only; the message still waits on the page.
  }
}
