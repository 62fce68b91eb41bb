import type { Backup } from './backup';
import { type History, isGood } from './protection-history';

/**
 * When a server's last good copy expires if nothing new is made.
 * - `never`: a good manual copy stays until somebody deletes it.
 * - `at`: the latest expiry among the good copies, ISO UTC; past when the provider still lists expired ones,
 *   which may then vanish at any moment.
 * - `unknown`: a good copy that should expire (it is not manual) has no readable date of expiry.
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
export function exposureOfGood(good: readonly Pick<Backup, 'type' | 'expiresAt'>[]): Exposure {
  let latest: string | null = null;
  let isUnknown = false;
  for (const { expiresAt, type } of good) {
    if (expiresAt === null) {
      if (type === 'manual') return { kind: 'never' };
      isUnknown = true;
    } else if (latest === null || expiresAt > latest) {
      latest = expiresAt;
    }
  }
  if (isUnknown) return { kind: 'unknown' };
  return latest === null ? { kind: 'exposed' } : { kind: 'at', iso: latest };
}
