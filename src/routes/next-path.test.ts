import { describe, expect, it } from 'vitest';
import { ownPath } from './next-path';
import { paths } from './paths';

describe('where signing in leads', () => {
  it.each([
    '/',
    '/backups',
    '/backups?q=web&dialog=create%3A12345',
    '/servers/12345?day=2025-01-16#top',
    '/servers/a%2Fb',
    '/backups?q=https%3A%2F%2Fevil.example',
    '/backups?q=//evil.example',
    '/sign-ins',
    '/apis',
  ])('to %s, a path of the app itself', (next) => {
    expect(ownPath(next)).toBe(next);
    expect(new URL(ownPath(next), 'https://own.example').origin).toBe('https://own.example');
  });

  it.each([
    null,
    '',
    'backups',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\\..\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'https://evil.example/',
    'https:/evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/..//evil.example',
    '/.//evil.example',
    '/%2e%2e//evil.example',
    '/a//evil.example',
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/Sign-In/',
    '/api/session',
    '/é',
    `/${'a'.repeat(3000)}`,
  ])('to the start page instead of %j', (next) => {
    expect(ownPath(next)).toBe('/');
  });

  it('is carried in the address of the sign-in', () => {
    const address = new URL(paths.signIn('/backups?q=a b&dialog=create', 'expired'), 'https://own.example');
    expect(address.pathname).toBe('/sign-in');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      next: '/backups?q=a b&dialog=create',
      reason: 'expired',
    });
    expect(paths.signIn('/', null)).toBe('/sign-in');
  });
});
