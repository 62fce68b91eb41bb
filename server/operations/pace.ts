import { POLL_FAST_MS, POLL_STEADY_MS } from '../../src/core/polling/polling';
import { POLL_SLOW_MS } from '../../src/core/polling/retry';

/** Reads in a row at the shortest interval: a backup takes minutes. */
const FAST_LOOKS = 20;
/** The sandbox is in this process. */
const SANDBOX_POLL_MS = 1_000;

/** How long an operation waits after a read, ms. */
export function paceOf(isSandbox: boolean): (looks: number, isUnread: boolean) => number {
  return (looks, isUnread) => {
    if (isSandbox) return SANDBOX_POLL_MS;
    return isUnread ? POLL_SLOW_MS : looks < FAST_LOOKS ? POLL_FAST_MS : POLL_STEADY_MS;
  };
}
