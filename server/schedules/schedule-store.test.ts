import * as v from 'valibot';
import { afterAll, expect, it } from 'vitest';
import { scheduleDraftSchema } from '../../src/core/schedules/schedule';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { DRAFT } from '../testing/schedules';
import { createScheduleStore } from './schedule-store';

describeOnEachDatabase('stored schedules', (databases: TestDatabases) => {
  afterAll(() => databases.dispose());

  it('begin without the backups of a deleted one that had the same id, and are deleted by their own account', async () => {
    const database = await databases.open(await databases.newPlace());
    const [anne, ben] = ['id:7', 'id:8'].map((account) => createScheduleStore(database, 'host', account));
    if (anne === undefined || ben === undefined) throw new Error('Two stores are missing.');
    const draft = v.parse(scheduleDraftSchema, DRAFT);
    await anne.add(draft, 0, 'n1gh');
    await anne.addMade('n1gh', { backupId: 501, serverId: 1 });
    await ben.remove('n1gh');
    expect([await anne.find('n1gh'), (await anne.made('n1gh')).size]).toEqual([
      expect.objectContaining({ id: 'n1gh' }),
      1,
    ]);
    await anne.remove('n1gh');
    await anne.add(draft, 0, 'n1gh');
    expect((await anne.made('n1gh')).size).toBe(0);
    await database.close();
  });
});
