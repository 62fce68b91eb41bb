import { matchRoutes } from 'react-router-dom';
import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { isWellEncoded, paths, ROUTES } from './paths';

const routes = Object.entries(ROUTES).map(([id, path]) => ({ id, path }));

/** The route's name and parameters, as the router matches them. */
function routeOf(pathname: string) {
  const match = matchRoutes(routes, pathname)?.[0];
  return match === undefined ? null : { page: match.route.id, ...match.params };
}

describe('the page of a URL', () => {
  it.each([
    ['/', 'overview'],
    ['/backups', 'backups'],
    ['/Backups/', 'backups'],
    ['/compare', 'compare'],
    ['/activity', 'activity'],
    ['/settings', 'settings'],
    ['/sign-in', 'signIn'],
  ])('%s is %s', (pathname, page) => {
    expect(routeOf(pathname)).toEqual({ page });
  });

  it.each(['/servers', '/servers/', '/servers/1/backups', '/backups/1', '/nothing'])(
    '%s is none',
    (pathname) => {
      expect(routeOf(pathname)).toBeNull();
    },
  );

  it('is none if the encoding is broken', () => {
    expect(isWellEncoded('/servers/%E0%A4%A')).toBe(false);
  });

  it('names the server its link was made for', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(key, (serverKey) => {
        const { pathname } = new URL(paths.server(serverKey), 'http://localhost');
        // Browsers resolve dots as path segments; no id of the provider consists of them. The router reads "%2F" as a
        // slash.
        fc.pre(pathname.length > '/servers/'.length && pathname.startsWith('/servers/'));
        fc.pre(!/%2f/i.test(serverKey));
        expect(isWellEncoded(pathname)).toBe(true);
        expect(routeOf(pathname)).toEqual({ page: 'server', serverKey });
      }),
    );
  });
});
