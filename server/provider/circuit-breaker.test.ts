import { describe, expect, it, vi } from 'vitest';
import { fc } from '../../src/testing/properties';
import { type CallEnd, createCircuitBreaker } from './circuit-breaker';

const START = Date.UTC(2025, 0, 16, 15, 45);

function setUp() {
  let nowMs = 0;
  const onOpen = vi.fn();
  const onClose = vi.fn();
  const circuit = createCircuitBreaker({ now: () => nowMs, wallNow: () => START + nowMs, onOpen, onClose });
  const call = (end: CallEnd): void => circuit.begin()(end);
  return {
    circuit,
    onOpen,
    onClose,
    call,
    lose: (times: number) => {
      for (let count = 0; count < times; count += 1) call('lost');
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('calls to an unresponsive provider', () => {
  it('are sent until five in a row were lost, then blocked, and the outage has a start time', () => {
    const { circuit, lose, call, pass, onOpen } = setUp();
    lose(4);
    call('answered');
    pass(1000);
    lose(4);
    expect(circuit.outage()).toBeNull();
    pass(500);
    call('lost');
    expect(circuit.outage()).toEqual({ sinceMs: START + 1000, waitMs: 2000 });
    expect(onOpen.mock.calls).toEqual([[START + 1000]]);
  });

  it('say nothing about the provider if their callers gave up', () => {
    const { circuit, lose, call } = setUp();
    lose(4);
    call('given_up');
    expect(circuit.outage()).toBeNull();
    lose(1);
    expect(circuit.outage()).not.toBeNull();
  });

  it('are tried one at a time after the pause, and an answer ends the outage', () => {
    const { circuit, lose, pass, onClose } = setUp();
    lose(5);
    pass(2000);
    expect(circuit.outage()).toBeNull();
    const end = circuit.begin();
    expect(circuit.outage()).toMatchObject({ sinceMs: START });
    end('answered');
    expect(circuit.outage()).toBeNull();
    expect(onClose.mock.calls).toEqual([[START]]);
    lose(4);
    expect(circuit.outage()).toBeNull();
  });

  it('wait twice as long each time, thirty seconds at most', () => {
    const { circuit, lose, call, pass, onOpen } = setUp();
    lose(5);
    const waits: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      pass(circuit.outage()?.waitMs ?? 0);
      call('lost');
      waits.push(circuit.outage()?.waitMs ?? 0);
    }
    expect(waits).toEqual([4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it("may be tried again at once if the trial's caller gave up", () => {
    const { circuit, lose, call, pass } = setUp();
    lose(5);
    pass(2000);
    call('given_up');
    expect(circuit.outage()).toBeNull();
  });

  it('that started earlier and are answered late end the outage as well', () => {
    const { circuit, lose } = setUp();
    const slow = circuit.begin();
    lose(5);
    slow('answered');
    expect(circuit.outage()).toBeNull();
  });

  it('are never blocked for more than thirty seconds, whatever happens', () => {
    const step = fc.oneof(
      fc.constantFrom<CallEnd>('answered', 'lost', 'given_up'),
      fc.integer({ min: 0, max: 40_000 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { circuit, call, pass } = setUp();
        for (const one of steps) {
          if (typeof one === 'number') pass(one);
          else if (circuit.outage() === null) call(one);
        }
        pass(30_000);
        expect(circuit.outage()).toBeNull();
        call('answered');
        expect(circuit.outage()).toBeNull();
      }),
    );
  });
});
