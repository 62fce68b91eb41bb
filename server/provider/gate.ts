import type { GatewayErrorCode, GatewayFailure } from '../http/gateway-error';
import type { Log } from '../http/log';
import type { AnswerStream, UpstreamOutcome } from './answer';
import { type CallEnd, createSharedCircuit, type Outage } from './circuit-breaker';
import { type CallSlotsOptions, createCallSlots, mayTakePlace } from './semaphore';

/**
 * Of all tokens together. One alone has half of it, 24 calls at once and 64 that wait: enough for fifty people who
 * read once a second from a provider that takes 300 ms.
 */
const LIMITS: CallSlotsOptions = { maxRunning: 48, maxWaiting: 128, maxWaitMs: 3000 };
const BUSY_RETRY_S = 2;

/** Ends without any answer; everything else shows that the provider is there. */
const LOST: ReadonlySet<GatewayErrorCode> = new Set([
  'upstream_unreachable',
  'upstream_cut',
  'upstream_timeout',
]);

/**
 * Before the provider: not too many calls at once, and none while it is dead. One for all who call it, of whom none
 * can take the places of the others, or make the provider look dead to them.
 */
export interface ProviderGate {
  /**
   * Sends the call when its turn comes, or says at once or after three seconds that it was not sent. A streamed answer
   * keeps its place until it has ended.
   * @param signal gives a waiting call up; null for one that must not be
   * @param token whose call it is; null without one
   */
  run<T extends UpstreamOutcome | AnswerStream>(
    send: () => Promise<T>,
    signal: AbortSignal | null,
    token?: string | null,
  ): Promise<T | UpstreamOutcome>;
}

export interface ProviderGateOptions {
  readonly log: Log;
  readonly limits?: CallSlotsOptions;
  /** A clock that only runs forward, ms. */
  readonly now?: () => number;
  /** Epoch ms. */
  readonly wallNow?: () => number;
}

export function createProviderGate(options: ProviderGateOptions): ProviderGate {
  const { log, limits = LIMITS, now = () => performance.now(), wallNow = Date.now } = options;
  const slots = createCallSlots(limits, mayTakePlace);
  const circuit = createSharedCircuit({
    now,
    wallNow,
    onOpen: (sinceMs, scope) => log.event('provider_down', { since: isoTime(sinceMs), scope }),
    onClose: (sinceMs, scope) => log.event('provider_back', { since: isoTime(sinceMs), scope }),
  });

  return {
    async run(send, signal, token = null) {
      const who = token ?? '';
      const before = circuit.outage(who);
      if (before !== null) return failed(downFailure(before));
      const leave = await slots.take(signal, who);
      if (leave === 'given_up') return { kind: 'abandoned' };
      if (leave === 'full') return failed(BUSY);
      let ended: Promise<void> | null = null;
      try {
        // While this one waited, those before it may have shown that nobody is there.
        const meanwhile = circuit.outage(who);
        if (meanwhile !== null) return failed(downFailure(meanwhile));
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
    // How a stream ends may be the reader's doing.
    case 'stream':
      return 'answered';
    case 'abandoned':
      return 'given_up';
    case 'failure':
      return LOST.has(outcome.failure.code) ? 'lost' : 'answered';
  }
}

function downFailure({ sinceMs, waitMs }: Outage): GatewayFailure {
  const seconds = Math.ceil(waitMs / 1000);
  return {
    code: 'upstream_down',
    detail: `The provider has answered nothing since ${isoTime(sinceMs)}. Nothing was sent; it is tried again in ${seconds} s.`,
    since: isoTime(sinceMs),
    headers: { 'retry-after': String(seconds) },
  };
}

const BUSY: GatewayFailure = {
  code: 'upstream_busy',
  detail: `Too many calls to the provider are under way already, and none of them ended in time. Nothing was sent; try again in ${BUSY_RETRY_S} s.`,
  headers: { 'retry-after': String(BUSY_RETRY_S) },
};

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}
