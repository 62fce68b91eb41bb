import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { acceptedRestore, type FollowedRestore, followRestore } from './followed-restore';

const NOW = Date.parse('2025-01-16T15:45:00Z');
const server = (status: string | null) => ({ id: 7, name: 'web-01', status });

/** How it ends when the server shows these statuses, a minute apart; `-` while it does not. */
function follow(begin: FollowedRestore | null, ...statuses: (string | null)[]) {
  let restore = begin;
  const ends = statuses.map((status, at) => {
    const step = followRestore(restore, server(status), NOW + (at + 1) * MINUTE_MS);
    restore = step.next;
    return step.end ?? '-';
  });
  return { ends: ends.join(' '), restore };
}

const accepted = acceptedRestore(server('active'), NOW);

describe('a restore followed by its server’s status', () => {
  it.each<[string, FollowedRestore | null, (string | null)[], string]>([
    ['ends well', accepted, ['restoring', 'restoring', 'active'], '- - completed'],
    ['ends with a server that was stopped before', accepted, ['restoring', 'stopped'], '- completed'],
    ['fails', accepted, ['restoring', 'error'], '- failed'],
    ['fails, begun elsewhere', null, ['active', 'restoring', 'error'], '- - failed'],
    [
      'shows the time before at first',
      accepted,
      ['active', 'error', 'restoring', 'active'],
      '- - - completed',
    ],
    ['fails before it was seen', accepted, ['error', 'error', 'error'], '- - failed'],
    ['is never seen', accepted, ['active', 'active', 'active'], '- - unseen'],
    ['goes on while the status cannot be read', accepted, ['restoring', null, null, null], '- - - -'],
    ['is none', null, ['active', 'error'], '- -'],
  ])('%s', (_name, begin, statuses, ends) => {
    expect(follow(begin, ...statuses).ends).toBe(ends);
  });

  it('stays failed until another one starts', () => {
    const { restore } = follow(accepted, 'restoring', 'error', 'error', 'active');
    expect(restore).toMatchObject({ serverKey: '7', failedAtMs: NOW + 2 * MINUTE_MS });
    expect(follow(restore, 'restoring').restore).toMatchObject({ failedAtMs: null, acceptedAtMs: null });
  });

  it('is not followed forever', () => {
    expect(followRestore(accepted, server(null), NOW + 7 * HOUR_MS).end).toBe('unseen');
  });
});
