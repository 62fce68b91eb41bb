import { kindOfGatewayCode } from '../../src/core/contract/errors';
import type { GatewayFailure } from '../http/gateway-error';
import type { Log } from '../http/log';
import { type AnswerStream, failed, type UpstreamOutcome } from './answer';
import { type CallEnd, createSharedCircuitBreaker } from './circuit-breaker';
import { BUSY, downFailure, isoTime } from './failures';
import { createSemaphore, mayTakePlace, type SemaphoreOptions } from './semaphore';

/** For all tokens together; one alone gets half, enough for fifty people who read once a second at 300 ms each. */
const LIMITS: SemaphoreOptions = { maxRunning: 48, maxWaiting: 128, maxWaitMs: 3000 };

export type ProviderGate = ReturnType<typeof createProviderGate>;

export interface ProviderGateOptions {
  readonly log: Log;
  readonly limits?: SemaphoreOptions;
  /** A monotonic clock, ms. */
  readonly now?: () => number;
  /** Epoch ms. */
  readonly wallNow?: () => number;
}

/** Semaphore and circuit breaker before the provider, shared fairly by all tokens. */
export function createProviderGate(options: ProviderGateOptions) {
  const { log, limits = LIMITS, now = () => performance.now(), wallNow = Date.now } = options;
  const slots = createSemaphore(limits, mayTakePlace);
  const circuit = createSharedCircuitBreaker({
    now,
    wallNow,
    onOpen: (sinceMs, scope) => log.event('provider_down', { since: isoTime(sinceMs), scope }),
    onClose: (sinceMs, scope) => log.event('provider_back', { since: isoTime(sinceMs), scope }),
  });

  return {
    /**
     * Sends the call when its turn comes, or fails within three seconds without sending it. A streamed answer holds its
     * place until it ends. @param signal cancels a waiting call; null for one that must be sent
     * @param lastCheck why a call whose turn has come must not be sent; never rejects
     */
    async run<T extends UpstreamOutcome | AnswerStream>(
      send: () => Promise<T>,
      signal: AbortSignal | null,
      token: string | null = null,
      lastCheck: () => Promise<GatewayFailure | null> = async () => null,
    ): Promise<T | UpstreamOutcome> {
      const who = token ?? '';
      const before = circuit.outage(who);
      if (before !== null) return failed(downFailure(before));
      const leave = await slots.take(signal, who);
      if (leave === 'given_up') return { kind: 'abandoned' };
      if (leave === 'full') return failed(BUSY);
      let ended: Promise<void> | null = null;
      try {
        // Earlier calls may have opened the circuit while this one waited.
        const meanwhile = circuit.outage(who);
        if (meanwhile !== null) return failed(downFailure(meanwhile));
        const failure = await lastCheck();
        if (failure !== null) return failed(failure);
        const end = circuit.begin(who);
        const outcome = await send();
        end(endOf(outcome));
        if (outcome.kind === 'stream') ended = outcome.ended;
        return outcome;
      } finally {
        if (ended === null) leave();
        else void ended.then(leave);
      }
    },
  };
}

function endOf(outcome: UpstreamOutcome | AnswerStream): CallEnd {
  switch (outcome.kind) {
    case 'answer':
    // A stream may be cut off by its reader, so its end says nothing about the provider.
    case 'stream':
      return 'answered';
    case 'abandoned':
      return 'given_up';
    case 'failure': {
      // Any other failure shows that the provider is up.
      const kind = kindOfGatewayCode(outcome.failure.code);
      return kind === 'network' || kind === 'timeout' ? 'lost' : 'answered';
    }
  }
}
