import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { automatic, series } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { idKey } from '../backups/backup';
import { historyOf } from './protection-history';
import { suspicionsIn } from './suspicions';

describe('suspicionsIn', () => {
  const small = automatic(1, { id: 612, sizeMb: 12 });
  const list = [small, ...series(5, 24, 25)];

  it('contains only the small one, with the usual size', () => {
    const suspicions = suspicionsIn(list);
    expect(suspicions.of(small)).toEqual({ sizeMb: 12, medianMb: 4456 });
    expect(list.filter((backup) => suspicions.of(backup) !== null)).toEqual([small]);
  });

  it('finds a backup by its id as number or text', () => {
    expect(suspicionsIn(list).of({ id: '612', serverId: '12345' })).not.toBeNull();
  });

  it('is null for a backup that is not listed, or is listed for another server', () => {
    const suspicions = suspicionsIn(list);
    expect(suspicions.of(aBackup({ id: 999, sizeMb: 0 }))).toBeNull();
    expect(suspicions.of({ id: 612, serverId: 7 })).toBeNull();
  });

  it('is computed once per list', () => {
    expect(suspicionsIn(list)).toBe(suspicionsIn(list));
    expect(suspicionsIn([small]).of(small)).toBeNull();
  });

  it('agrees with the history of each server', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const suspicions = suspicionsIn(backups);
        for (const backup of backups) {
          const ofServer = backups.filter(({ serverId }) => idKey(serverId) === idKey(backup.serverId));
          const entry = historyOf(ofServer).find((each) => each.backup === backup);
          expect(suspicions.of(backup)).toEqual(entry?.suspicion ?? null);
        }
      }),
    );
  });
});
