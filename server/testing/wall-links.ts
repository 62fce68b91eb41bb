import type { StoredWallLink, WallLinkStore } from '../wall/link-store';
import { cookieOfKey } from '../wall/link-store';

/** The store without a database, for page tests. Keys are `key-1`, `key-2` and so on; there is one account. */
export function wallLinksInMemory(now: () => number): WallLinkStore {
  let rows: (StoredWallLink & { readonly cookie: string })[] = [];
  let made = 0;
  const find = (is: (row: (typeof rows)[number]) => boolean) => rows.find(is) ?? null;
  return {
    list: async () => rows.map(({ cookie: _cookie, ...link }) => link),
    async add(_scope, name, made_by) {
      made += 1;
      const key = `key-${made}`;
      const made_at = new Date(now()).toISOString();
      const link = { id: `link-${made}`, name, made_by, made_at, used_at: null };
      rows = [...rows, { ...link, cookie: cookieOfKey(key) }];
      return { link, key };
    },
    find: async (_scope, id) => find((row) => row.id === id),
    async remove(_scope, id) {
      const before = rows.length;
      rows = rows.filter((row) => row.id !== id);
      return rows.length < before;
    },
    findByCookie: async (_scope, cookie) => find((row) => row.cookie === cookie),
    async touch({ id }) {
      const used_at = new Date(now()).toISOString();
      rows = rows.map((row) => (row.id === id ? { ...row, used_at } : row));
      return true;
    },
  };
}
