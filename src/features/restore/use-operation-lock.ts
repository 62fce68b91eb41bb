import { useEffect, useState } from 'react';

/**
 * Whether this tab may drive an operation: only one tab of a browser may at a time. The lock is freed by the browser
 * when the tab goes, however it goes.
 */
export function useOperationLock(operationId: string): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    // Only pages of a secure origin have locks; loopback is one. Without them a single tab is assumed.
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
