/** Route patterns. Case and a trailing slash do not matter. */
export const ROUTES = {
  overview: '/',
  backups: '/backups',
  server: '/servers/:serverKey',
  compare: '/compare',
  schedules: '/schedules',
  activity: '/activity',
  settings: '/settings',
  signIn: '/sign-in',
  wall: '/wall',
} as const;

/** Every URL of the app is built here. Ids are opaque, so they are always encoded. */
export const paths = {
  overview: () => ROUTES.overview,
  backups: (search?: URLSearchParams) => withSearch(ROUTES.backups, search),
  server: (serverKey: string) => `/servers/${encodeURIComponent(serverKey)}`,
  schedules: () => ROUTES.schedules,
  activity: (search?: URLSearchParams) => withSearch(ROUTES.activity, search),
  settings: () => ROUTES.settings,
  /** `next` is where to go afterwards; `reason` says why the sign-in ended. */
  signIn: (next: string, reason: 'expired' | 'ended' | null) => {
    const search = new URLSearchParams();
    if (next !== '/') search.set('next', next);
    if (reason !== null) search.set('reason', reason);
    return withSearch(ROUTES.signIn, search);
  },
} as const;

/** Whether every part of a path is properly encoded. */
export function isWellEncoded(pathname: string): boolean {
  try {
    decodeURI(pathname);
    return true;
  } catch {
    return false;
  }
}

function withSearch(path: string, search: URLSearchParams | undefined): string {
  const text = search?.toString() ?? '';
  return text === '' ? path : `${path}?${text}`;
}
