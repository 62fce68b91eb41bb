import { useEffect } from 'react';
import { runInSlices } from '../../browser/slices';
import { whenIdle } from '../../browser/when-idle';
import type { BackupIndex } from '../../core/backups/backup-index';

/** Makes a list ready to be searched while nothing else is to be done, at the latest when the person begins to act. */
export function usePreparedSearch(index: BackupIndex): void {
  useEffect(() => {
    const stop = new AbortController();
    const forget = whenIdle(() => {
      runInSlices(index.prepareSearch(), stop.signal).catch((error: unknown) => {
        if (!stop.signal.aborted) reportError(error);
      });
    });
    return () => {
      forget();
      stop.abort();
    };
  }, [index]);
}
