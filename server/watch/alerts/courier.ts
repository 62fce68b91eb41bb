import { HOUR_MS, MINUTE_MS } from '../../../src/core/lib/time-units';
import type { AlertDeliveryRow } from '../../database/alert-tables';
import type { Log } from '../../http/log';
import type { CallOutcome } from './outgoing';
import { ABOUT_THE_MESSAGE, isSetAside } from './refusal';
import type { AlertStore } from './store';
import { postWebhook, type Webhook } from './webhook';

const FIRST_PAUSE_MS = 30_000;
export const MAX_PAUSE_MS = 15 * MINUTE_MS;

export interface CourierOptions {
  readonly store: Pick<AlertStore, 'pending' | 'noteAttempt'>;
  readonly webhook: Webhook;
  readonly userAgent: string;
  readonly log: Log;
  /** Epoch ms of this machine's clock. */
  readonly now: () => number;
  /** False once another gateway delivers. */
  readonly mayDeliver: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Brings what waits to the webhook: in the order of telling, each until it is taken, for as long as that takes, with
 * pauses that grow to a quarter of an hour. A receiver that cannot be reached holds everything up; a message that it
 * does not want holds up only those of the same server, and only the first few times. Nothing is sent while the
 * database does not take down what became of the last attempt.
 */
export interface Courier {
  /**
   * Tries what is due. Resolves with the moment of the next attempt, epoch ms; null when nothing waits.
   * @throws what the database says
   */
  deliver(): Promise<number | null>;
}

/** @param attempts how many have failed, at least one */
export function pauseMs(attempts: number, retryAfterMs: number | null = null): number {
  const grown = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), MAX_PAUSE_MS);
  return Math.max(grown, retryAfterMs ?? 0);
}

export function createCourier(options: CourierOptions): Courier {
  const { store, webhook, userAgent, log, now, mayDeliver, signal } = options;
  /** While the receiver cannot be reached. */
  let pausedUntilMs = 0;
  /** No pause outlasts a restart: that may have brought another address, and is a reason to try again. */
  let isFirstTurn = true;
  /** Attempts that were made and are not written down, by delivery. */
  const unnoted = new Map<string, () => Promise<void>>();

  /** Before anything else is sent: otherwise the same message went out again and again, without a pause. */
  async function note(): Promise<void> {
    for (const [id, write] of unnoted) {
      await write();
      unnoted.delete(id);
    }
  }

  async function attempt(
    delivery: AlertDeliveryRow,
  ): Promise<CallOutcome & { readonly nextAtMs: number | null }> {
    const outcome = await postWebhook(webhook, { body: delivery.body, userAgent, signal });
    const attempts = delivery.attempts + 1;
    const nextAtMs = outcome.problem === null ? null : now() + pauseMs(attempts, outcome.retryAfterMs);
    unnoted.set(delivery.id, () => store.noteAttempt(delivery, outcome, nextAtMs));
    const { problem, status } = outcome;
    const facts = { alert: delivery.id, type: delivery.event, attempts, status };
    if (problem === null) log.event('alert_delivered', facts);
    else log.event('alert_not_delivered', { ...facts, problem });
    await note();
    return { ...outcome, nextAtMs };
  }

  return {
    async deliver() {
      await note();
      if (now() < pausedUntilMs) return pausedUntilMs;
      const ignoresPauses = isFirstTurn;
      isFirstTurn = false;
      let nextMs: number | null = null;
      const heldUp = new Set<string | null>();
      const wait = (delivery: AlertDeliveryRow, untilMs: number) => {
        if (!isSetAside(delivery)) heldUp.add(delivery.server_key);
        nextMs = Math.min(nextMs ?? untilMs, untilMs);
      };
      for (const delivery of await store.pending()) {
        if (heldUp.has(delivery.server_key) && !isSetAside(delivery)) continue;
        const dueMs = Date.parse(delivery.next_at ?? '');
        // A clock that was set back must not keep anything for longer than a pause.
        if (!ignoresPauses && dueMs > now() && dueMs - now() <= MAX_RETRY_MS) {
          wait(delivery, dueMs);
          continue;
        }
        if (signal.aborted || !mayDeliver()) return now();
        const { problem, status, nextAtMs } = await attempt(delivery);
        if (nextAtMs === null) continue;
        wait({ ...delivery, attempts: delivery.attempts + 1, last_status: status }, nextAtMs);
        if (problem === 'refused' && status !== null && ABOUT_THE_MESSAGE.includes(status)) continue;
        pausedUntilMs = nextAtMs;
        return nextAtMs;
      }
      return nextMs;
    },
  };
}

/** The longest pause that there can be: what a receiver asks for at most. */
const MAX_RETRY_MS = HOUR_MS;
