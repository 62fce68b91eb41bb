import { expiryOf } from '../backups/backup';
import { type History, isGood } from './protection-history';

/**
 * When a server's last good backup expires if no new one is made.
 * - `never`: a good manual backup stays until somebody deletes it.
 * - `at`: the latest expiry of the good backups, ISO UTC; in the past while the provider still lists expired ones.
 * - `unknown`: the expiry of a good backup is unknown (`expiryOf`).
 * - `exposed`: there is no good backup.
 */
export type Exposure =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly iso: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'exposed' };

export function exposureOf(history: History): Exposure {
  let latest: string | null = null;
  let isUnknown = false;
  for (const entry of history) {
    if (!isGood(entry)) continue;
    const expiry = expiryOf(entry.backup);
    if (expiry.kind === 'never') return expiry;
    if (expiry.kind === 'unknown') isUnknown = true;
    else if (latest === null || expiry.iso > latest) latest = expiry.iso;
  }
  if (isUnknown) return { kind: 'unknown' };
  return latest === null ? { kind: 'exposed' } : { kind: 'at', iso: latest };
}
