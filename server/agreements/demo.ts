import type { WireServerAgreement, WireTagAgreement } from '../../src/core/agreements/agreement';
import { noAgreement } from '../../src/core/agreements/agreement-change';
import { changedMark } from '../../src/core/agreements/backup-mark';
import { DAY_MS } from '../../src/core/lib/time-units';
import type { BackupMarkStore } from '../marks/backup-mark-store';
import type { AgreementStore } from './store';

const BY = 'ops@example.com';
const NO_RULE: WireTagAgreement['expectation'] = {
  max_age_hours: null,
  free_days: [],
  time_zone: 'Europe/Amsterdam',
  min_good: null,
  reach_back_days: null,
};

type Agreed = Partial<Omit<WireServerAgreement, 'server_id' | 'version'>>;

/** The agreements of the demo data, each on one of its servers. */
function demoAgreements(nowMs: number): ReadonlyMap<number, Agreed> {
  const said = (reason: string, daysAgo: number) => ({
    reason,
    at: new Date(nowMs - daysAgo * DAY_MS).toISOString(),
    by: BY,
  });
  return new Map<number, Agreed>([
    // Through its tag.
    [12345, { tags: ['production', 'web'], note: 'Shop and blog. Call Anna before a restore.' }],
    [12346, { tags: ['production', 'database'], note: 'Primary of the shop.' }],
    [12370, { expectation: { ...NO_RULE, max_age_hours: 26, min_good: 10, reach_back_days: 90 } }],
    // The server is too new to reach back that far.
    [12398, { expectation: { ...NO_RULE, max_age_hours: 30, reach_back_days: 30 } }],
    // Its disk was shrunk.
    [12360, { accepted_backup_id: 490 }],
    [
      12379,
      {
        acknowledgement: {
          ...said('Suspended until the portal has moved', 2),
          state: 'missed',
          is_in_error: false,
          until: new Date(nowMs + 14 * DAY_MS).toISOString(),
          ended: null,
        },
      },
    ],
    [12367, { unwatched: said('Rebuilt from scratch every night', 9) }],
  ]);
}

/** Adds agreements to demo data that never had any. */
export async function seedDemoAgreements(
  store: AgreementStore,
  marks: Pick<BackupMarkStore, 'change'>,
  nowMs: number,
): Promise<void> {
  const { servers, tags } = await store.all();
  if (servers.length + tags.length > 0) return;
  for (const [id, agreed] of demoAgreements(nowMs)) {
    await store.changeServer(id, 0, () => ({ ...noAgreement(id), ...agreed, version: 1 }));
  }
  // "Pre-update backup" of web-server-01.
  const kept = { at: new Date(nowMs - DAY_MS).toISOString(), by: BY };
  const note = 'Works with the old payment module. Keep until it is gone.';
  await marks.change(499, 0, (none) => changedMark(none, { is_kept: true, note }, kept));
  await store.changeTag('web', 0, { ...NO_RULE, max_age_hours: 26, min_good: 7 });
}
