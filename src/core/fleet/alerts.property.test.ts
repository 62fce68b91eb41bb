import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import {
  ALERT_LEVELS,
  type AlertLevel,
  type CheckResult,
  INITIAL_WATCH_STATE,
  nextCheck,
  type WatchEvent,
  type WatchReading,
} from './alerts';

const KEYS = ['a', 'b', 'c'];
const CHECK_MS = 300_000;

const readingArbitrary: fc.Arbitrary<WatchReading> = fc.oneof(
  { arbitrary: fc.constant<WatchReading>({ kind: 'blind' }), weight: 1 },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...ALERT_LEVELS)), { maxLength: 5 })
      .map((entries): WatchReading => ({ kind: 'read', servers: new Map(entries), areServersKnown: true })),
  },
);
/** Each reading up to four times in a row, because real states last. */
const historyArbitrary = fc
  .array(fc.tuple(readingArbitrary, fc.integer({ min: 1, max: 4 })), { maxLength: 20 })
  .map((parts) => parts.flatMap(([reading, count]) => Array.from({ length: count }, () => reading)));

function play(readings: readonly WatchReading[]): CheckResult[] {
  let memory = INITIAL_WATCH_STATE;
  return readings.map((reading, index) => {
    const check = nextCheck(memory, reading, index * CHECK_MS);
    memory = check.memory;
    return check;
  });
}

const eventsOf = (checks: readonly CheckResult[]): WatchEvent[] =>
  checks.flatMap(({ events }) => [...events]);
const changesOf = (checks: readonly CheckResult[], key: string) =>
  eventsOf(checks).flatMap((event) => (event.kind === 'changed' && event.key === key ? [event] : []));

function each(check: (readings: readonly WatchReading[]) => void): void {
  fc.assert(fc.property(historyArbitrary, check));
}

describe('the watch', () => {
  it('never reports the same level of a server twice in a row, and each change starts at the last one', () => {
    each((readings) => {
      const checks = play(readings);
      const first = checks.findIndex(({ events }) => events.some(({ kind }) => kind === 'summary'));
      for (const key of KEYS) {
        let last: AlertLevel | null = checks[first]?.memory.servers.get(key)?.notified ?? null;
        for (const { from, to } of changesOf(checks, key)) {
          // A server that was good from the start is no news.
          if (!(last === null && from === 'good')) expect(from).toBe(last);
          expect(to).not.toBe(from);
          last = to;
        }
      }
    });
  });

  it('never reports a recovery of a server without reported trouble', () => {
    each((readings) => {
      for (const { from, to } of KEYS.flatMap((key) => changesOf(play(readings), key))) {
        if (to === 'good') expect([null, 'good']).not.toContain(from);
      }
    });
  });

  it('reports a change only if this check and the reading before show it', () => {
    each((readings) => {
      play(readings).forEach(({ events }, index) => {
        // A reading without servers does not count.
        const seen = readings
          .slice(0, index + 1)
          .filter((reading) => reading.kind === 'read')
          .filter(({ servers }) => servers.size > 0);
        for (const event of events) {
          if (event.kind !== 'changed') continue;
          expect(seen.slice(-2).map(({ servers }) => servers.get(event.key))).toEqual([event.to, event.to]);
        }
      });
    });
  });

  it('reports every level that held for two checks', () => {
    each((readings) => {
      fc.assert(
        fc.property(fc.constantFrom(...ALERT_LEVELS), (level) => {
          const servers = new Map(KEYS.map((key) => [key, level]));
          const steady: WatchReading = { kind: 'read', servers, areServersKnown: true };
          const checks = play([...readings, steady, steady]);
          for (const key of KEYS) expect(checks.at(-1)?.memory.servers.get(key)?.notified).toBe(level);
          expect(checks.at(-1)?.memory.isBlindNotified).toBe(false);
          // Nothing more is reported from then on.
          expect(eventsOf(play([...readings, steady, steady, steady]).slice(-1))).toEqual([]);
        }),
        { numRuns: 5 },
      );
    });
  });

  it('reports one summary, at the first reading, and no server before or with it', () => {
    each((readings) => {
      const checks = play(readings);
      const first = readings.findIndex(({ kind }) => kind === 'read');
      const kinds = checks.map(({ events }) => events.map(({ kind }) => kind));
      expect(kinds.flat().filter((kind) => kind === 'summary')).toHaveLength(first === -1 ? 0 : 1);
      expect(kinds.slice(0, first + 1).flat()).not.toContain('changed');
    });
  });

  it('changes no server in a check without a reading', () => {
    each((readings) => {
      const checks = play([...readings, { kind: 'blind' }]);
      expect(checks.at(-1)?.memory.servers ?? new Map()).toEqual(checks.at(-2)?.memory.servers ?? new Map());
      expect(checks.at(-1)?.events.filter(({ kind }) => kind !== 'blind')).toEqual([]);
    });
  });

  it('alternates "blind" and "seeing"', () => {
    each((readings) => {
      const turns = eventsOf(play(readings)).flatMap(({ kind }) =>
        kind === 'blind' || kind === 'seeing' ? [kind] : [],
      );
      turns.forEach((kind, index) => {
        expect(kind).toBe(index % 2 === 0 ? 'blind' : 'seeing');
      });
    });
  });
});
