import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { appearedSince, createOutlooks } from './create-many';

const server = (id: number, status: string | null = 'active', isGone = false) => ({ id, status, isGone });
const manual = (id: number, serverId: number, changes = {}) =>
  aBackup({ id, serverId, type: 'manual', status: 'completed', ...changes });

describe('the outlook of several backups', () => {
  it('counts slots and says what stands against each', () => {
    const full = Array.from({ length: 10 }, (_, index) => manual(100 + index, 4));
    const running = aBackup({ id: 7, serverId: 1, type: 'automatic', status: 'in_progress' });
    const outlooks = createOutlooks(
      [...full, running, manual(8, 1)],
      [server(1), server(2, 'restoring'), server(3, null, true), server(4), server(5)],
      (id) => id === 5,
    );
    expect([...outlooks].map(([key, { slotsUsed, refusal }]) => [key, slotsUsed, refusal])).toEqual([
      ['1', 1, null],
      ['2', 0, 'serverRestoring'],
      ['3', 0, 'gone'],
      ['4', 10, 'slotsFull'],
      ['5', 0, 'operation'],
    ]);
    expect(outlooks.get('1')).toMatchObject({ running, manualKeys: ['8'] });
  });
});

describe('a backup that appeared', () => {
  const sent = { knownKeys: new Set(['1']), description: 'Deploy' };

  it('is a new manual one of the server, rather with the description that was sent', () => {
    const other = manual(2, 5, { description: 'Other' });
    const own = manual(3, 5, { description: 'Deploy' });
    expect(appearedSince([manual(1, 5), other, own], '5', sent)).toBe(own);
    expect(appearedSince([manual(1, 5), other], '5', sent)).toBe(other);
    expect(appearedSince([manual(1, 5), manual(4, 6, { description: 'Deploy' })], '5', sent)).toBeNull();
    expect(appearedSince([aBackup({ id: 9, serverId: 5, type: 'automatic' })], '5', sent)).toBeNull();
  });
});
