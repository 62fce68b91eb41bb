/** Every URL of the app is built here. Ids are opaque, so they are always encoded. */
export const paths = {
  overview: () => '/',
  backups: (search?: URLSearchParams) => withSearch('/backups', search),
  server: (serverKey: string) => `/servers/${encodeURIComponent(serverKey)}`,
  activity: (search?: URLSearchParams) => withSearch('/activity', search),
  settings: () => '/settings',
  /** `next` is where to go afterwards; `reason`, why one has to sign in again. */
  signIn: (next: string, reason: 'expired' | 'ended' | null) => {
    const search = new URLSearchParams();
    if (next !== '/') search.set('next', next);
    if (reason !== null) search.set('reason', reason);
    return withSearch('/sign-in', search);
  },
} as const;

/** The same as patterns for the router. */
export const patterns = {
  overview: '/',
  backups: '/backups',
  server: '/servers/:serverKey',
  activity: '/activity',
  settings: '/settings',
  signIn: '/sign-in',
} as const;

function withSearch(path: string, search: URLSearchParams | undefined): string {
  const text = search?.toString() ?? '';
  return text === '' ? path : `${path}?${text}`;
}
