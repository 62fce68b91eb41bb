import { PREFERENCES_KEY } from './preferences';

const PREFIX = 'vps-backups.';
/** Which account what is stored here belongs to. */
const ACCOUNT_KEY = 'vps-backups.account';

function storages(): Storage[] {
  try {
    return [localStorage, sessionStorage];
  } catch {
    // Storage is forbidden: there is nothing to keep apart.
    return [];
  }
}

/** Drafts, followed backups, restores under way. How the app looks belongs to the browser, not to an account. */
function clear(storage: Storage): void {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX) && key !== PREFERENCES_KEY) storage.removeItem(key);
  }
}

/** Makes this browser's storage that of an account: what another one left is removed, its own stays. */
export function claimStorage(account: string): void {
  for (const storage of storages()) {
    if (storage.getItem(ACCOUNT_KEY) === account) continue;
    clear(storage);
    try {
      storage.setItem(ACCOUNT_KEY, account);
    } catch {
      // Full: next time it is cleared once more, which loses a draft and nothing else.
    }
  }
}

/**
 * The same where nobody signs in, for the provider in use. What has no owner yet becomes its own. True when something
 * of another one was removed: whatever a page has read of it by then must go too.
 */
export function claimStorageOf(provider: string): boolean {
  const others = storages().filter((storage) => (storage.getItem(ACCOUNT_KEY) ?? provider) !== provider);
  for (const storage of others) clear(storage);
  for (const storage of storages()) {
    try {
      storage.setItem(ACCOUNT_KEY, provider);
    } catch {
      // Full or forbidden: then what is there stays without an owner, and is not kept for long.
    }
  }
  return others.length > 0;
}

/** When somebody signed in last: other tabs that ask for a sign-in see it change. */
const SIGNED_IN_KEY = 'vps-backups.signed-in';

/** Tells the other tabs of this browser that a sign-in is there for them, too. */
export function tellSignedIn(): void {
  try {
    localStorage.setItem(SIGNED_IN_KEY, String(Date.now()));
  } catch {
    // Storage is full or forbidden: the other tabs look when they are seen again.
  }
}

/** Calls `look` when another tab has signed in, and when this one is seen again. What is returned ends that. */
export function followSignIn(look: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === SIGNED_IN_KEY) look();
  };
  const onVisible = () => {
    if (!document.hidden) look();
  };
  window.addEventListener('storage', onStorage);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('storage', onStorage);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

/** Leaves nothing of an account behind. */
export function clearStorage(): void {
  for (const storage of storages()) clear(storage);
}

/**
 * Keeps a tab to the account that has signed in, which another tab may have changed meanwhile: calls `changed`, upon
 * which the page must be loaded anew.
 */
export function followAccount(changed: () => void): void {
  const [shared] = storages();
  const account = shared?.getItem(ACCOUNT_KEY) ?? null;
  if (account !== null) claimStorage(account);
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key === ACCOUNT_KEY && oldValue !== newValue) changed();
  });
}
