import type { ServerSpec } from './fleet-spec';
import { DAILY, WEEKLY } from './fleet-words';

/** The servers of the demo fleet that need attention, or soon will; each one's comment says why. */
export const AILING_SERVERS: readonly ServerSpec[] = [
  // Failing: daily, the last two runs failed, and so will the next ones.
  {
    id: 12346,
    name: 'db-server-01',
    ipAddress: '203.0.113.11',
    location: 'us-west',
    plan: 'performance',
    os: 'debian',
    ageDays: 389,
    sizeMb: 48_210,
    growthMbPerDay: 214,
    schedule: { ...DAILY, newest: { at: '02:20' }, failsNewest: 2 },
    manual: [{ when: { daysAgo: 18, at: '21:05' }, description: 'Before PostgreSQL 17 upgrade' }],
  },
  // Late: daily, one run was skipped, the newest good backup is 41 hours old.
  {
    id: 12351,
    name: 'mail-01',
    ipAddress: '203.0.113.24',
    location: 'eu-ams',
    plan: 'business',
    os: 'debian',
    ageDays: 640,
    sizeMb: 31_840,
    growthMbPerDay: 96,
    schedule: { ...DAILY, newest: { hoursAgo: 17 }, skipsNewest: { runs: 1, isForever: false } },
    manual: [{ when: { daysAgo: 26, at: '19:30' }, description: 'Before Dovecot update' }],
  },
  // Never backed up.
  {
    id: 12367,
    name: 'staging-01',
    ipAddress: '203.0.113.60',
    location: 'us-east',
    plan: 'starter',
    os: 'ubuntu',
    ageDays: 12,
    sizeMb: 3150,
    growthMbPerDay: 20,
  },
  // Old: only two manual backups, the newest more than a week ago, and no known interval. Not ASCII.
  {
    id: 12374,
    name: 'büro-archiv-01',
    hostname: 'buero-archiv-01.example.com',
    status: 'stopped',
    ipAddress: '198.51.100.18',
    location: 'eu-fra',
    plan: 'standard',
    os: 'debian',
    ageDays: 720,
    sizeMb: 61_300,
    growthMbPerDay: 0,
    manual: [
      { when: { daysAgo: 23, at: '14:26' }, description: 'Vor dem Umzug – Müller prüft' },
      { when: { daysAgo: 140, at: '09:41' }, description: 'Archivstand Geschäftsjahr' },
    ],
  },
  // Missed: suspended three days ago, schedule stopped. A long name.
  {
    id: 12379,
    name: 'customer-portal-production-read-replica-02',
    hostname: 'cpp-read-replica-02.eu-ams.example.com',
    status: 'suspended',
    ipAddress: '198.51.100.33',
    location: 'eu-ams',
    plan: 'business',
    os: 'alma',
    ageDays: 266,
    sizeMb: 27_950,
    growthMbPerDay: 120,
    schedule: { ...DAILY, newest: { at: '02:45' }, skipsNewest: { runs: 3, isForever: true } },
    manual: [
      { when: { daysAgo: 52, at: '20:14' }, description: 'Before schema migration 2024_11_add_consent_log' },
    ],
  },
  // Unprotected: there are backups, and every one of them failed.
  {
    id: 12382,
    name: 'metrics-01',
    ipAddress: '198.51.100.41',
    location: 'us-east',
    plan: 'standard',
    os: 'freebsd',
    ageDays: 97,
    sizeMb: 74_500,
    growthMbPerDay: 480,
    schedule: { ...DAILY, newest: { at: '00:50' }, failsNewest: 99 },
  },
  // A single good backup, which expires in a day and a half: weekly, on a plan that keeps backups for a week.
  {
    id: 12385,
    name: 'shop-01',
    ipAddress: '198.51.100.56',
    location: 'us-west',
    plan: 'starter',
    os: 'ubuntu',
    ageDays: 48,
    sizeMb: 6890,
    growthMbPerDay: 12,
    schedule: { ...WEEKLY, newest: { hoursAgo: 132 } },
  },
  // Suspicious: the newest backup, three hours old, is far too small; the good one before it is from yesterday.
  {
    id: 12391,
    name: 'media-01',
    ipAddress: '198.51.100.72',
    location: 'ap-sin',
    plan: 'performance',
    os: 'debian',
    ageDays: 344,
    sizeMb: 118_400,
    growthMbPerDay: 390,
    schedule: {
      ...DAILY,
      newest: { hoursAgo: 3 },
      odd: [{ runsAgo: 0, story: { sizeFactor: 0.11 } }],
    },
    manual: [
      { when: { daysAgo: 11, at: '23:10' }, description: 'Before moving uploads to object storage' },
      { when: { daysAgo: 60, at: '22:31' }, description: 'Before codec change' },
    ],
  },
  // Gone: no longer in the account, but two of its manual backups are.
  {
    id: 12207,
    name: 'legacy-02',
    ipAddress: '203.0.113.5',
    location: 'us-west',
    plan: 'standard',
    os: 'debian',
    ageDays: 1100,
    sizeMb: 9120,
    growthMbPerDay: 0,
    manual: [
      { when: { daysAgo: 38, at: '16:22' }, description: 'Last state before shutdown' },
      { when: { daysAgo: 64, at: '16:05' }, description: 'Before decommissioning' },
    ],
    isGone: true,
  },
];
