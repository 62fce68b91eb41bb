import { describe, expect, it } from 'vitest';
import { newsOf } from './tab-news';

describe('what a write may have changed', () => {
  it.each([
    ['/api/v1/backups/', 'provider'],
    ['/api/v1/backups/501/', 'provider'],
    ['/api/v1/servers/12345/restore/', 'provider'],
    ['/api/operations/operation-1/stop', 'anything'],
    ['/api/read-only', 'gateway'],
    ['/api/watch/test', 'watch'],
    ['/api/schedules/7k2m', 'anything'],
    ['/api/schedules/preview', null],
    ['/api/sandbox', 'anything'],
    ['/api/sandbox/reset', 'reset'],
    ['/api/something-new', 'anything'],
    ['/api/session', null],
  ])('%s: %s', (path, news) => {
    expect(newsOf(path)).toBe(news);
  });
});
