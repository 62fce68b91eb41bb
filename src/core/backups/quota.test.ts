import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { slotsUsed } from './quota';

describe('slotsUsed', () => {
  const backups = [
    aBackup({ id: 1 }),
    aBackup({ id: 2, status: 'in_progress' }),
    aBackup({ id: 3, status: 'failed' }),
    aBackup({ id: 4, type: 'automatic' }),
    aBackup({ id: 5, serverId: 99 }),
  ];

  it("counts a server's manual backups, in progress and failed ones included, automatic ones not", () => {
    expect(slotsUsed(backups, 12345)).toBe(3);
  });

  it('accepts an id as text', () => {
    expect(slotsUsed(backups, '12345')).toBe(3);
  });

  it('is 0 for a server without backups', () => {
    expect(slotsUsed(backups, 1)).toBe(0);
  });
});
