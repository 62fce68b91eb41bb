/** Where one signs in; stands apart from all other pages. */
export const SIGN_IN_PATH = '/sign-in';

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
    return withSearch(SIGN_IN_PATH, search);
  },
} as const;

/** What a URL shows. */
export type PageRoute =
  | { readonly page: 'overview' | 'backups' | 'activity' | 'settings' | 'notFound' }
  | { readonly page: 'server'; readonly serverKey: string };

const NAMED = ['backups', 'activity', 'settings'] as const;

/** Reads the path of a URL; case and a slash at the end do not matter, as in most programs. */
export function pageOf(pathname: string): PageRoute {
  const [first = '', second, ...more] = pathname.replace(/^\/|\/$/g, '').split('/');
  const name = first.toLowerCase();
  if (second === undefined) {
    return { page: name === '' ? 'overview' : (NAMED.find((each) => each === name) ?? 'notFound') };
  }
  const serverKey = name === 'servers' && more.length === 0 ? decoded(second) : '';
  return serverKey === '' ? { page: 'notFound' } : { page: 'server', serverKey };
}

/** Empty for what no encoding could have made. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function withSearch(path: string, search: URLSearchParams | undefined): string {
  const text = search?.toString() ?? '';
  return text === '' ? path : `${path}?${text}`;
}
