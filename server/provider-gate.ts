import { type CallSlotsOptions, createCallSlots } from './call-slots';
import { type CallEnd, createCircuit, type Outage } from './circuit';
import type { GatewayErrorCode, GatewayFailure } from './gateway-error';
import type { Log } from './log';
import type { UpstreamOutcome } from './upstream';
import type { AnswerStream } from './upstream-answer';

const LIMITS: CallSlotsOptions = { maxRunning: 16, maxWaiting: 64, maxWaitMs: 3000 };
const BUSY_RETRY_S = 2;

/** Ends without any answer; everything else shows that the provider is there. */
const LOST: ReadonlySet<GatewayErrorCode> = new Set([
  'upstream_unreachable',
  'upstream_cut',
  'upstream_timeout',
]);

/** Before the provider: not too many calls at once, and none while it is dead. One for all who call it. */
export interface ProviderGate {
  /**
   * Sends the call when its turn comes, or says at once or after three seconds that it was not sent. A streamed answer
   * keeps its place until it has ended.
   * @param signal gives a waiting call up; null for one that must not be
   */
  run<T extends UpstreamOutcome | AnswerStream>(
    send: () => Promise<T>,
    signal: AbortSignal | null,
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
  const slots = createCallSlots(limits);
  const circuit = createCircuit({
    now,
    wallNow,
    onOpen: (sinceMs) => log.event('provider_down', { since: isoTime(sinceMs) }),
    onClose: (sinceMs) => log.event('provider_back', { since: isoTime(sinceMs) }),
  });

  return {
    async run(send, signal) {
      const before = circuit.outage();
      if (before !== null) return failed(downFailure(before));
      const leave = await slots.take(signal);
      if (leave === 'given_up') return { kind: 'abandoned' };
      if (leave === 'full') return failed(busyFailure(limits));
      let ended: Promise<void> | null = null;
      try {
        // While this one waited, those before it may have shown that nobody is there.
        const meanwhile = circuit.outage();
        if (meanwhile !== null) return failed(downFailure(meanwhile));
        const end = circuit.begin();
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

function busyFailure({ maxRunning }: CallSlotsOptions): GatewayFailure {
  return {
    code: 'upstream_busy',
    detail: `${maxRunning} calls to the provider are under way already, and none of them ended in time. Nothing was sent; try again in ${BUSY_RETRY_S} s.`,
    headers: { 'retry-after': String(BUSY_RETRY_S) },
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}
