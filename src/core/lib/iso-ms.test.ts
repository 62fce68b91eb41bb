import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { isoMs } from './iso-ms';

describe('isoMs', () => {
  it('is Date.parse for every instant that toISOString writes', () => {
    const date = fc.oneof(
      fc.date({ noInvalidDate: true }),
      fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('0101-01-01') }),
      fc.date({ noInvalidDate: true, min: new Date('1999-01-01'), max: new Date('2101-01-01') }),
    );
    fc.assert(
      fc.property(date, (each) => {
        expect(isoMs(each.toISOString())).toBe(each.getTime());
      }),
      { numRuns: 1000 },
    );
  });

  it('knows each day of a leap year, of a usual one, and of those at the turn of a century', () => {
    for (const year of [1900, 2000, 2023, 2024, 2100]) {
      for (let ms = Date.UTC(year, 0, 1); ms <= Date.UTC(year, 11, 31); ms += 86_400_000) {
        expect(isoMs(new Date(ms).toISOString())).toBe(ms);
      }
    }
  });

  it.each(['', 'yesterday', '2025-01-16', '2025-01-16T03:00:00Z', '2025-01-16T03:00:00+01:00'])(
    'leaves %j to Date.parse',
    (text) => {
      expect(isoMs(text)).toBe(Date.parse(text));
    },
  );
});
