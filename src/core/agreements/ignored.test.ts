import { describe, expect, it } from 'vitest';
import { isIgnored, withIgnored } from './ignored';
import { agreementOn, NO_AGREEMENTS } from './no-agreements';
import { standingOf } from './standing';

const WEB = { key: '12345', id: 12345, name: 'Web  Server-01' };

describe('servers named by WATCH_IGNORE', () => {
  it.each([
    ['12345', true],
    ['#12345', true],
    ['web server-01', true],
    ['1234', false],
    ['web', false],
  ])('%s', (name, expected) => {
    expect(isIgnored(new Set([name]), WEB)).toBe(expected);
  });

  it('are not watched, whatever else is agreed', () => {
    const agreements = withIgnored(NO_AGREEMENTS, new Set(['#12345']));
    const server = { ...WEB, label: '', server: null, isGone: false, backups: [] };
    const agreement = agreementOn(agreements, server) ?? null;
    expect(agreement).toMatchObject({ serverId: 12345, isIgnored: true, unwatched: null });
    expect(standingOf(agreement, { state: 'late', newestGood: null }, null, 0)).toBe('unwatched');
    expect(agreementOn(agreements, { ...server, key: '7', id: 7, name: 'db' })).toBeUndefined();
  });

  it('change nothing if there are none', () => {
    expect(withIgnored(NO_AGREEMENTS, new Set())).toBe(NO_AGREEMENTS);
  });
});
