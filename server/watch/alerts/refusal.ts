import type { AlertDeliveryRow } from '../../database/alert-tables';

/** Statuses by which a receiver says that it is this message it does not want, whatever comes after. */
export const ABOUT_THE_MESSAGE: readonly number[] = [400, 413, 415, 422];

/** A message that is refused so often no longer holds up those that come after it. */
export const HOLDING_ATTEMPTS = 5;

/** Whether it is tried beside the others, and no longer before them: its receiver may never want it. */
export function isSetAside({
  attempts,
  last_status,
}: Pick<AlertDeliveryRow, 'attempts' | 'last_status'>): boolean {
  return attempts >= HOLDING_ATTEMPTS && last_status !== null && ABOUT_THE_MESSAGE.includes(last_status);
}
