import { preferences } from './storage/preferences';

export type NotificationPermissionState = 'unsupported' | 'default' | 'granted' | 'denied';

export function notificationPermission(): NotificationPermissionState {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

/** Shows the browser's permission prompt; browsers allow that only after a click. */
export async function askForNotifications(): Promise<NotificationPermissionState> {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission();
}

/** Whether notifications are switched on here and allowed by the browser. */
export function canNotify(): boolean {
  return preferences.get().isNotifying && notificationPermission() === 'granted';
}

/** Shows a notification if the page is hidden and {@link canNotify}. */
export function notifyWhenHidden(title: string, body: string): void {
  if (!document.hidden || !canNotify()) return;
  try {
    const notification = new Notification(title, { body, tag: body });
    notification.onclick = () => window.focus();
  } catch {
    // Some phones allow notifications from service workers only; the toast on the page remains.
  }
}
