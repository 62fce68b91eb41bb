import type { ServerSpec } from './fleet-spec';
import { DAILY, HIGHEST_DEMO_ID, SHRUNK_BACKUP_ID, SIX_HOURLY, WEEKLY } from './fleet-words';

/** The protected servers of the demo fleet; each one's comment says what else it shows. */
export const SOUND_SERVERS: readonly ServerSpec[] = [
  // Protected, with a manual backup running; ids, sizes and times are those in the API documents.
  {
    id: 12345,
    name: 'web-server-01',
    ipAddress: '203.0.113.10',
    location: 'us-west',
    plan: 'business',
    os: 'ubuntu',
    ageDays: 412,
    sizeMb: 4523,
    growthMbPerDay: 38,
    schedule: {
      ...DAILY,
      newest: { at: '03:00' },
      odd: [
        { runsAgo: 0, story: { sizeMb: 4523 }, id: 501 },
        { runsAgo: 1, story: { sizeMb: 4389 }, id: 495 },
      ],
    },
    manual: [
      { when: { daysAgo: 3, at: '10:30' }, description: 'Pre-update backup', sizeMb: 4456, id: 499 },
      { when: { daysAgo: 33, at: '08:47' }, description: 'Before PHP 8.3 upgrade' },
      { when: { daysAgo: 71, at: '15:12' }, description: 'Known good state after migration' },
      {
        when: { minutesAgo: 3.2 },
        description: 'Pre-deployment backup',
        end: { inMinutes: 4.5 },
        id: HIGHEST_DEMO_ID,
      },
    ],
  },
  // Protected; one run failed, one was missed in the past weeks, and one manual backup failed.
  {
    id: 12358,
    name: 'api-01',
    ipAddress: '203.0.113.31',
    location: 'eu-ams',
    plan: 'business',
    os: 'alma',
    ageDays: 301,
    sizeMb: 12_130,
    growthMbPerDay: 55,
    schedule: {
      ...DAILY,
      newest: { at: '04:10' },
      odd: [
        { runsAgo: 9, story: 'failed' },
        { runsAgo: 16, story: 'missing' },
      ],
    },
    manual: [
      { when: { daysAgo: 6, at: '09:18' }, description: 'Pre-deployment backup' },
      { when: { daysAgo: 13, at: '09:24' }, description: 'Pre-deployment backup', end: 'failed' },
      { when: { daysAgo: 44, at: '16:40' }, description: 'Before switching the load balancer' },
    ],
  },
  // Protected, every six hours; the second newest has no known size. Its disk was shrunk six runs ago.
  {
    id: 12360,
    name: 'cache-02',
    ipAddress: '203.0.113.40',
    location: 'eu-ams',
    plan: 'business',
    os: 'alma',
    ageDays: 205,
    sizeMb: 1480,
    growthMbPerDay: 3,
    schedule: {
      ...SIX_HOURLY,
      newest: { at: '00:15' },
      odd: [
        { runsAgo: 0, story: { sizeFactor: 0.36 } },
        { runsAgo: 1, story: { sizeMb: null } },
        { runsAgo: 2, story: { sizeFactor: 0.36 } },
        { runsAgo: 3, story: { sizeFactor: 0.36 } },
        { runsAgo: 4, story: { sizeFactor: 0.36 } },
        { runsAgo: 5, story: { sizeFactor: 0.36 }, id: SHRUNK_BACKUP_ID },
        { runsAgo: 37, story: 'failed' },
      ],
    },
  },
  // Protected, weekly: days without a backup are not missed days.
  {
    id: 12363,
    name: 'build-01',
    ipAddress: '203.0.113.52',
    location: 'us-east',
    plan: 'business',
    os: 'ubuntu',
    ageDays: 158,
    sizeMb: 22_700,
    growthMbPerDay: 61,
    schedule: { ...WEEKLY, newest: { at: '05:30', daysAgo: 1 } },
    manual: [{ when: { daysAgo: 5, at: '12:02' }, description: '' }],
  },
  // Protected, and all ten manual backups are used.
  {
    id: 12370,
    name: 'billing-01',
    ipAddress: '198.51.100.7',
    location: 'eu-fra',
    plan: 'business',
    os: 'windows',
    ageDays: 530,
    sizeMb: 18_460,
    growthMbPerDay: 44,
    schedule: { ...DAILY, newest: { at: '01:05' } },
    manual: [
      { when: { daysAgo: 4, at: '07:15' }, description: 'Before kernel 6.12 upgrade' },
      { when: { daysAgo: 9, at: '17:50' }, description: 'Before invoice run' },
      { when: { daysAgo: 28, at: '06:58' }, description: 'Before kernel 6.11 upgrade' },
      { when: { daysAgo: 40, at: '17:44' }, description: 'Before invoice run' },
      { when: { daysAgo: 71, at: '17:52' }, description: 'Before invoice run' },
      { when: { daysAgo: 88, at: '11:20' }, description: 'Auditor: state at end of quarter' },
      { when: { daysAgo: 101, at: '17:47' }, description: 'Before invoice run' },
      { when: { daysAgo: 126, at: '13:33' }, description: 'After VAT change, tested by Zoë' },
      { when: { daysAgo: 179, at: '11:08' }, description: 'Auditor: state at end of quarter' },
      { when: { daysAgo: 365, at: '10:00' }, description: 'Year-end closing, keep' },
    ],
  },
  // Protected and new: nothing before its first backup nine days ago. The newest is unusually large.
  {
    id: 12398,
    name: 'edge-03',
    ipAddress: '198.51.100.90',
    location: 'ap-sin',
    plan: 'business',
    os: 'ubuntu',
    ageDays: 9,
    sizeMb: 2310,
    growthMbPerDay: 17,
    schedule: {
      ...DAILY,
      newest: { at: '03:40' },
      firstDaysAgo: 8,
      odd: [{ runsAgo: 0, story: { sizeFactor: 3.4 } }],
    },
  },
];
