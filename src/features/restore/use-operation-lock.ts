import { useEffect, useState } from 'react';

/**
 * Whether this tab may drive an operation: one tab of a browser at a time. The browser frees the lock when the tab
 * closes or crashes.
 */
export function useOperationLock(operationId: string): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    // Web Locks need a secure origin (loopback is one). Without them a single tab is assumed.
    if (!('locks' in navigator)) {
      setHeld(true);
      return;
    }
    const leaving = new AbortController();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    navigator.locks
      .request(`vps-backups.safe-restore.${operationId}`, { signal: leaving.signal }, async () => {
        setHeld(true);
        await held;
      })
      .catch(() => {
        // Left before the lock was free: another tab drives it.
      });
    return () => {
      setHeld(false);
      leaving.abort();
      release();
    };
  }, [operationId]);
  return isHeld;
}
