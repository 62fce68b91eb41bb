import { describe, expect, it } from 'vitest';
import { agreementsOf } from '../../src/core/agreements/agreement';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import { type ReadFleetOptions, readFleet } from '../provider/read-fleet';
import { NOW } from '../sandbox/testing';
import { fleetUpstream, listOf, wireBackup } from '../testing/provider/fleet-upstream';
import { formatResult } from './output';
import { type CheckResult, checkResult, failedCheck } from './result';

const HOUR_MS = 3_600_000;
const CONTEXT = { providerHost: 'admin.vps.org', tookMs: 1234 };

async function checkOf(
  servers: readonly { id: number; name: string; hoursAgo: number; status?: string }[],
  readAgreements: ReadFleetOptions['readAgreements'] = async () => NO_AGREEMENTS,
): Promise<CheckResult> {
  const backups = servers.flatMap(({ id, name, hoursAgo }) =>
    [0, 1, 2, 3].map((days) =>
      wireBackup(id * 10 + days, { id, name }, NOW - (hoursAgo + 24 * days) * HOUR_MS),
    ),
  );
  const upstream = fleetUpstream({
    backups: () => listOf(backups),
    servers: () => listOf(servers.map(({ id, name, status }) => ({ id, name, status }))),
  });
  const { signal } = new AbortController();
  const reading = await readFleet({ upstream, signal, now: () => NOW, readAgreements });
  return checkResult(reading, { options: { servers: [], ignored: [] }, isDemo: false });
}

const TWO = [
  { id: 1, name: 'web', hoursAgo: 3 },
  { id: 2, name: 'db', hoursAgo: 60 },
];

describe('the text for people', () => {
  it('has a verdict and a line per server', async () => {
    expect(formatResult(await checkOf(TWO), 'text', CONTEXT)).toBe(
      [
        'CRITICAL: 1 of 2 servers needs attention.',
        '',
        'Missed     db (2)   Usually every 1 d; last good backup 2 d 12 h ago.',
        'Protected  web (1)  Usually every 1 d; last good backup 3 h ago.',
        '',
      ].join('\n'),
    );
  });

  it('contains no terminal control characters from names', async () => {
    const text = formatResult(
      await checkOf([{ id: 1, name: 'a\u001b[2J\nb\u202ec', hoursAgo: 3 }]),
      'text',
      CONTEXT,
    );
    expect(text).toContain('a [2J b c (1)');
  });
});

describe('a server that is in error itself', () => {
  const [web] = [{ id: 1, name: 'web', hoursAgo: 3, status: 'error' }];

  it('is shown as such in every format, although its backups are good', async () => {
    const result = await checkOf([web]);
    expect(formatResult(result, 'text', CONTEXT)).toBe(
      [
        'CRITICAL: Your server needs attention.',
        '',
        'Server in error  web (1)  The provider reports an error on this server. Usually every 1 d; last good backup 3 h ago.',
        '',
      ].join('\n'),
    );
    expect(formatResult(result, 'nagios', CONTEXT)).toMatch(
      /^BACKUPS CRITICAL - .* \(1 server in error\)\. Worst: web\. .* in_error=1;;;0;1 /,
    );
    expect(JSON.parse(formatResult(result, 'json', CONTEXT))).toMatchObject({
      exitCode: 2,
      attentionCount: 1,
      servers: [{ state: 'protected', serverStatus: 'error' }],
    });
  });
});

describe('a server whose trouble is acknowledged', () => {
  const readAgreements = async () =>
    agreementsOf({
      servers: [
        {
          serverId: 2,
          version: 1,
          expectation: null,
          acknowledgement: {
            reason: 'Known',
            at: new Date(NOW - HOUR_MS).toISOString(),
            by: null,
            state: 'missed',
            isInError: false,
            until: null,
            ended: null,
          },
          unwatched: null,
          acceptedBackupId: null,
          tags: [],
          note: null,
        },
      ],
      tags: [],
    });

  it('is listed as such in every format, and is no trouble', async () => {
    const result = await checkOf([...TWO, { id: 3, name: 'app', hoursAgo: 35 }], readAgreements);
    expect(formatResult(result, 'text', CONTEXT)).toContain('\nMissed, acknowledged  db (2)  ');
    const nagios = formatResult(result, 'nagios', CONTEXT);
    expect(nagios).toMatch(
      /^BACKUPS WARNING - 1 of 3 servers needs attention, 1 acknowledged \(1 late\)\. Worst: app\. /,
    );
    expect(nagios).toContain(' acknowledged=1;;;0;3 ');
    expect(JSON.parse(formatResult(result, 'json', CONTEXT))).toMatchObject({
      exitCode: 1,
      attentionCount: 1,
      acknowledgedCount: 1,
      servers: [{ name: 'app' }, { name: 'db', state: 'missed', standing: 'acknowledged' }, { name: 'web' }],
    });
  });
});

describe('the output for monitoring systems', () => {
  it('has a status line with performance data, then what needs attention', async () => {
    expect(formatResult(await checkOf(TWO), 'nagios', CONTEXT)).toBe(
      [
        'BACKUPS CRITICAL - 1 of 2 servers needs attention (1 missed). Worst: db. | servers=2;;;0 never=0;;;0;2 unprotected=0;;;0;2 failing=0;;;0;2 missed=1;;;0;2 late=0;;;0;2 tooFew=0;;;0;2 shortReach=0;;;0;2 expiring=0;;;0;2 old=0;;;0;2 protected=1;;;0;2 in_error=0;;;0;2 acknowledged=0;;;0;2 oldest_newest_good=216000s;;;0 time=1.234s;;;0',
        'Missed: db (2). Usually every 1 d; last good backup 2 d 12 h ago.',
        '',
      ].join('\n'),
    );
  });

  it('contains exactly one bar, whatever the servers are called', async () => {
    const output = formatResult(await checkOf([{ id: 1, name: 'a|b', hoursAgo: 60 }]), 'nagios', CONTEXT);
    expect(output.split('|')).toHaveLength(2);
    expect(output).toContain('Worst: a/b.');
  });

  it('stays short', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      id: index + 1,
      name: `s${index}`,
      hoursAgo: 60,
    }));
    const output = formatResult(await checkOf(many), 'nagios', CONTEXT)
      .trimEnd()
      .split('\n');
    expect(output).toHaveLength(27);
    expect(output.at(-1)).toBe('And 15 more.');
  });

  it('has no figures for what was not read', () => {
    expect(formatResult(failedCheck('timeout', 'It hangs.'), 'nagios', CONTEXT)).toBe(
      'BACKUPS UNKNOWN - It hangs. | time=1.234s;;;0\n',
    );
  });
});

describe('the output for programs', () => {
  it('contains everything known about a server', async () => {
    const json: unknown = JSON.parse(formatResult(await checkOf(TWO), 'json', CONTEXT));
    expect(json).toMatchObject({
      status: 'critical',
      exitCode: 2,
      provider: 'admin.vps.org',
      readAt: new Date(NOW).toISOString(),
      isComplete: true,
      areServersKnown: true,
      error: null,
      counts: { missed: 1, protected: 1 },
    });
    expect(json).toHaveProperty('servers.0', {
      id: 2,
      name: 'db',
      standing: 'watched',
      state: 'missed',
      serverStatus: null,
      reasons: ['Usually every 1 d; last good backup 2 d 12 h ago.'],
      newestGoodAt: new Date(NOW - 60 * HOUR_MS).toISOString(),
      newestGoodAgeSeconds: 216_000,
      usualIntervalSeconds: 86_400,
      goodCount: 4,
      runningCount: 0,
      exposure: { kind: 'at', iso: new Date(NOW - 60 * HOUR_MS + 30 * 24 * HOUR_MS).toISOString() },
    });
  });

  it('says why nothing is known', () => {
    expect(JSON.parse(formatResult(failedCheck('unauthorized', 'No.'), 'json', CONTEXT))).toMatchObject({
      status: 'unknown',
      exitCode: 3,
      error: { code: 'unauthorized', reason: 'No.' },
      readAt: null,
      isComplete: false,
      servers: [],
    });
  });
});
