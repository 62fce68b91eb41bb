import { PREFERENCES } from './preferences';
import { storageKey } from './stored-store';

/** Saved views by account, kept for the day that account signs in again. */
export const VIEWS = 'views';
const LASTING_KEYS: readonly string[] = [PREFERENCES, VIEWS].map(storageKey);
const OWNER_KEY = storageKey('account');

function storages(): Storage[] {
  try {
    return [localStorage, sessionStorage];
  } catch {
    // Storage is forbidden.
    return [];
  }
}

/** Removes drafts, followed backups and restores. Preferences belong to the browser, saved views name their account. */
function clear(storage: Storage): void {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(storageKey('')) && !LASTING_KEYS.includes(key)) storage.removeItem(key);
  }
}

/** Whose data this browser stores; null until that is known, or where storage is forbidden. */
export function storageOwner(): string | null {
  return storages()[0]?.getItem(OWNER_KEY) ?? null;
}

export function clearStorage(): void {
  for (const storage of storages()) clear(storage);
}

/**
 * Gives this browser's storage to an owner (the account that signed in, or the provider where nobody does) and removes
 * what another owner left. True if anything was removed, which the page may have read already.
 * @param isUnownedKept whether data without an owner stays and becomes the new owner's
 */
export function claimStorage(owner: string, isUnownedKept = false): boolean {
  let isCleared = false;
  for (const storage of storages()) {
    const before = storage.getItem(OWNER_KEY) ?? (isUnownedKept ? owner : null);
    if (before !== owner) {
      clear(storage);
      isCleared = true;
    }
    try {
      storage.setItem(OWNER_KEY, owner);
    } catch {
      // Full: it is claimed again next time, which at worst loses a draft.
    }
  }
  return isCleared;
}

/** Calls `changed` when another tab signs in with another account: the page must then be reloaded. */
export function followAccount(changed: () => void): void {
  const account = storageOwner();
  if (account !== null) claimStorage(account);
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key === OWNER_KEY && oldValue !== newValue) changed();
  });
}
