import { describe, expect, it, vi } from 'vitest';
import { fc } from '../../src/testing/properties';
import type { CallEnd } from './circuit-breaker';
import { createSharedCircuitBreaker } from './circuit-breaker';

const START = Date.UTC(2025, 0, 16, 15, 45);

function setUp() {
  let nowMs = 0;
  const onOpen = vi.fn();
  const onClose = vi.fn();
  const circuit = createSharedCircuitBreaker({
    now: () => nowMs,
    wallNow: () => START + nowMs,
    onOpen,
    onClose,
  });
  return {
    circuit,
    onOpen,
    onClose,
    call: (who: string, end: CallEnd): void => circuit.begin(who)(end),
    pass: (ms: number): void => {
      nowMs += ms;
    },
  };
}

const ENDS = fc.constantFrom<CallEnd>('answered', 'lost', 'given_up');

describe('an outage', () => {
  it('affects one token if only its calls were lost', () => {
    const { circuit, call, onOpen } = setUp();
    for (let count = 0; count < 5; count += 1) call('a', 'lost');
    expect(circuit.outage('a')).toEqual({ sinceMs: START, waitMs: 2000 });
    expect(circuit.outage('b')).toBeNull();
    expect(onOpen.mock.calls).toEqual([[START, 'one token']]);
  });

  it('affects everyone if calls of two tokens were lost, and any answer ends it for everyone', () => {
    const { circuit, call, pass, onOpen, onClose } = setUp();
    for (const who of ['a', 'a', 'a', 'a', 'a', 'b']) call(who, 'lost');
    expect(['a', 'b', 'c'].map((who) => circuit.outage(who) === null)).toEqual([false, false, false]);
    expect(onOpen.mock.calls.map(([, scope]: unknown[]) => scope)).toEqual(['one token', 'all']);
    pass(2000);
    // Its pause is now longer than the others'.
    call('a', 'lost');
    pass(2000);
    expect(circuit.outage('a')).not.toBeNull();
    call('c', 'answered');
    expect(['a', 'b', 'c'].map((who) => circuit.outage(who))).toEqual([null, null, null]);
    expect(onClose.mock.calls).toEqual([[START, 'all']]);
  });

  it('allows one trial call per token at a time', () => {
    const { circuit, call, pass } = setUp();
    for (const who of ['a', 'b', 'a', 'b', 'c']) call(who, 'lost');
    pass(2000);
    const end = circuit.begin('a');
    expect(circuit.outage('a')).not.toBeNull();
    expect(circuit.outage('b')).toBeNull();
    end('answered');
    expect(circuit.outage('a')).toBeNull();
  });

  it.each([2, 6])(
    'does not block a token whose calls succeed because of the calls that %i others lose',
    (count) => {
      const { circuit, call, pass } = setUp();
      const others = Array.from({ length: count }, (_, number) => `other ${number}`);
      let refused = 0;
      for (let tenths = 0; tenths < 1200; tenths += 1) {
        for (let each = 0; each < count * 5; each += 1) {
          const who = others[each % count] ?? '';
          if (circuit.outage(who) === null) call(who, 'lost');
        }
        if (circuit.outage('sound') === null) call('sound', 'answered');
        else refused += 1;
        pass(100);
      }
      // At first it looks as if the provider were down, for two seconds at a time.
      expect(refused).toBeLessThanOrEqual(count * 20);
    },
  );

  it('never affects a token whose calls succeed, whatever happens to those of one other', () => {
    const step = fc.oneof(
      fc.record({ who: fc.constant('a'), end: ENDS }),
      fc.constant({ who: 'b', end: 'answered' } as const),
      fc.integer({ min: 0, max: 40_000 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { circuit, call, pass } = setUp();
        for (const one of steps) {
          if (typeof one === 'number') pass(one);
          else if (circuit.outage(one.who) === null) call(one.who, one.end);
          expect(circuit.outage('b')).toBeNull();
        }
      }),
    );
  });

  it('blocks nobody for more than thirty seconds without another trial', () => {
    const who = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(fc.record({ who, end: ENDS }), fc.integer({ min: 0, max: 40_000 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), who, (steps, last) => {
        const { circuit, call, pass } = setUp();
        for (const one of steps) {
          if (typeof one === 'number') pass(one);
          else if (circuit.outage(one.who) === null) call(one.who, one.end);
        }
        pass(30_000);
        expect(circuit.outage(last)).toBeNull();
      }),
    );
  });

  it('of one among very many tokens is forgotten rather than kept forever', () => {
    const { circuit, call } = setUp();
    for (let count = 0; count < 5; count += 1) call('first', 'lost');
    call('answered', 'answered');
    expect(circuit.outage('first')).not.toBeNull();
    for (let count = 0; count < 1000; count += 1) {
      call(`token ${count}`, 'lost');
      call('answered', 'answered');
    }
    expect(circuit.outage('first')).toBeNull();
  });
});
