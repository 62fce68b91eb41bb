import { HOUR_MS, MINUTE_MS } from '../../../src/core/lib/time-units';
import type { AlertDeliveryRow } from '../../database/schema/alerts';
import type { Log } from '../../http/log';
import { type DeliveryStore, isRejected, REJECTING_STATUSES } from './delivery-store';
import type { CallOutcome } from './outgoing';

const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 15 * MINUTE_MS;
/** The longest pause a receiver can ask for with `Retry-After`. */
const MAX_REQUESTED_PAUSE_MS = HOUR_MS;

export interface CourierOptions {
  readonly deliveries: Pick<DeliveryStore, 'pending' | 'noteAttempt'>;
  readonly post: (body: string) => Promise<CallOutcome>;
  readonly log: Log;
  /** Epoch ms of this machine's clock. */
  readonly now: () => number;
  /** False once the gateway stops or another one delivers. */
  readonly mayDeliver: () => boolean;
}

/**
 * Delivers pending messages to the webhook: per server in order, each until it is accepted, with growing pauses. An
 * unreachable receiver blocks all messages; a rejected message blocks only those of its server, and only the first few
 * times. Nothing is sent while the result of the last attempt cannot be stored.
 */
export interface Courier {
  /**
   * Sends what is due. Resolves to the time of the next attempt, epoch ms; null when nothing is pending.
   * @throws database errors
   */
  deliver(): Promise<number | null>;
}

/** @param attempts failed ones, at least one */
export function pauseMs(attempts: number, retryAfterMs: number | null = null): number {
  const grown = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), MAX_PAUSE_MS);
  return Math.max(grown, retryAfterMs ?? 0);
}

export function createCourier({ deliveries, post, log, now, mayDeliver }: CourierOptions): Courier {
  /** Set while the receiver cannot be reached. */
  let pausedUntilMs = 0;
  /** A restart ends all pauses, because the address may have changed. */
  let isFirstRun = true;
  /** Stores the result of the last attempt; kept until that succeeded, or the message would be sent again at once. */
  let note: () => Promise<void> = async () => {};

  async function storeResult(): Promise<void> {
    await note();
    note = async () => {};
  }

  async function attempt(delivery: AlertDeliveryRow) {
    const outcome = await post(delivery.body);
    const { problem, status } = outcome;
    const attempts = delivery.attempts + 1;
    const nextAtMs = problem === null ? null : now() + pauseMs(attempts, outcome.retryAfterMs);
    note = () => deliveries.noteAttempt(delivery, outcome, nextAtMs);
    const facts = { alert: delivery.id, type: delivery.event, attempts, status };
    if (problem === null) log.event('alert_delivered', facts);
    else log.event('alert_not_delivered', { ...facts, problem });
    await storeResult();
    const isRejection = problem === 'refused' && status !== null && REJECTING_STATUSES.includes(status);
    return { nextAtMs, isRejection, after: { ...delivery, attempts, last_status: status } };
  }

  return {
    async deliver() {
      await storeResult();
      if (now() < pausedUntilMs) return pausedUntilMs;
      const ignoresPauses = isFirstRun;
      isFirstRun = false;
      let nextMs: number | null = null;
      const blocked = new Set<string | null>();
      const wait = (delivery: AlertDeliveryRow, untilMs: number) => {
        if (!isRejected(delivery)) blocked.add(delivery.server_key);
        nextMs = Math.min(nextMs ?? untilMs, untilMs);
      };
      for (const delivery of await deliveries.pending()) {
        if (blocked.has(delivery.server_key) && !isRejected(delivery)) continue;
        const dueMs = Date.parse(delivery.next_at ?? '');
        // No pause is longer, so the clock was set back.
        const isPause = dueMs > now() && dueMs - now() <= MAX_REQUESTED_PAUSE_MS;
        if (isPause && !ignoresPauses) {
          wait(delivery, dueMs);
          continue;
        }
        if (!mayDeliver()) return now();
        const { nextAtMs, isRejection, after } = await attempt(delivery);
        if (nextAtMs === null) continue;
        wait(after, nextAtMs);
        if (isRejection) continue;
        pausedUntilMs = nextAtMs;
        return nextAtMs;
      }
      return nextMs;
    },
  };
}
