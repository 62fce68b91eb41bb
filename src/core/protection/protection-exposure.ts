import { expiryOf } from '../backups/backup';
import { type History, isGood } from './protection-history';

/**
 * When a server's last good copy expires if nothing new is made.
 * - `never`: a good manual copy stays until somebody deletes it.
 * - `at`: the latest expiry among the good copies, ISO UTC; past when the provider still lists expired ones,
 *   which may then vanish at any moment.
 * - `unknown`: of a good copy nobody can say when it expires (`expiryOf`).
 * - `exposed`: there is no good copy.
 */
export type Exposure =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly iso: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'exposed' };

export function exposureOf(history: History): Exposure {
  return exposureOfGood(history.filter(isGood).map(({ backup }) => backup));
}

/** The same of good copies alone, for asking what would be left of them. */
export function exposureOfGood(good: readonly Parameters<typeof expiryOf>[0][]): Exposure {
  let latest: string | null = null;
  let isUnknown = false;
  for (const backup of good) {
    const expiry = expiryOf(backup);
    if (expiry.kind === 'never') return expiry;
    if (expiry.kind === 'unknown') isUnknown = true;
    else if (latest === null || expiry.iso > latest) latest = expiry.iso;
  }
  if (isUnknown) return { kind: 'unknown' };
  return latest === null ? { kind: 'exposed' } : { kind: 'at', iso: latest };
}
