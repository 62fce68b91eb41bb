import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { pageOf, paths } from './paths';

describe('the page of a URL', () => {
  it.each([
    ['/', 'overview'],
    ['/backups', 'backups'],
    ['/Backups/', 'backups'],
    ['/activity', 'activity'],
    ['/settings', 'settings'],
    ['/servers', 'notFound'],
    ['/servers/', 'notFound'],
    ['/servers/1/backups', 'notFound'],
    ['/backups/1', 'notFound'],
    ['/servers/%E0%A4%A', 'notFound'],
    ['/nothing', 'notFound'],
  ])('%s is %s', (pathname, page) => {
    expect(pageOf(pathname)).toEqual({ page });
  });

  it('names the very server that its link was made for', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(key, (serverKey) => {
        const { pathname } = new URL(paths.server(serverKey), 'http://localhost');
        // Browsers take dots for directions; no id of the provider consists of them.
        fc.pre(pathname.length > '/servers/'.length && pathname.startsWith('/servers/'));
        expect(pageOf(pathname)).toEqual({ page: 'server', serverKey });
      }),
    );
  });
});
