import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { totals } from './backup-totals';

describe('totals', () => {
  it('sums the known sizes and counts the unknown ones', () => {
    const backups = [
      aBackup({ id: 1, sizeMb: 4523 }),
      aBackup({ id: 2, sizeMb: null }),
      aBackup({ id: 3, sizeMb: 0, serverId: '12345' }),
      aBackup({ id: 4, sizeMb: 0.5, serverId: 7 }),
      aBackup({ id: 5, sizeMb: null, status: 'failed' }),
      aBackup({ id: 6, sizeMb: null, status: 'in_progress' }),
    ];
    expect(totals(backups)).toEqual({
      count: 6,
      serverCount: 2,
      knownSizeMb: 4523.5,
      isAnySizeKnown: true,
      unknownSizeCount: 1,
    });
  });

  it('is zero for an empty list', () => {
    expect(totals([])).toEqual({
      count: 0,
      serverCount: 0,
      knownSizeMb: 0,
      isAnySizeKnown: false,
      unknownSizeCount: 0,
    });
  });

  it('distinguishes a size of zero from an unknown one', () => {
    expect(totals([aBackup({ sizeMb: 0 })]).isAnySizeKnown).toBe(true);
    expect(totals([aBackup({ sizeMb: null, status: 'failed' })]).isAnySizeKnown).toBe(false);
  });
});
