import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect, useState } from 'react';
import { backupsQuery } from '../api/backups';
import { whenIdle } from '../browser/when-idle';
import { useI18n } from '../components/i18n/i18n-provider';
import { loadAllWords } from '../core/text/language';
import { hasStoredOperations } from '../features/restore/stored-operations';
import { showToast } from '../ui/toast-store';
import { useOwnStorage } from './use-own-storage';

const loadServices = () => import('./lazy-services');
const loadSafeRestoreBar = () => import('../features/restore/lazy-safe-restore-bar');

/**
 * Nothing that was begun elsewhere goes on before it is known where this is; nor does anything hold up the list.
 * `urgent`: a restore is under way in this browser.
 */
function useMayCome(): false | 'urgent' | 'idle' {
  const { isFetched } = useQuery(backupsQuery());
  const isOwn = useOwnStorage();
  if (hasStoredOperations()) return isOwn === true && 'urgent';
  return isFetched && isOwn !== false && 'idle';
}

/**
 * Loads what works behind the pages once the list has been answered, well or badly, and the browser has painted that,
 * so that its code keeps nothing waiting. Null until it is there.
 */
function useLater(load: () => Promise<{ default: ComponentType }>): ComponentType | null {
  const { t } = useI18n();
  const mayCome = useMayCome();
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (!mayCome) return;
    let isCurrent = true;
    // Not by Suspense, which would hold it back after what was shown last.
    const start = () =>
      void Promise.all([load(), loadAllWords()]).then(
        ([loaded]) => isCurrent && setLoaded(() => loaded.default),
        () => isCurrent && showToast({ tone: 'bad', text: t('app.servicesFailed') }),
      );
    const stop = mayCome === 'idle' ? whenIdle(start) : start();
    return () => {
      isCurrent = false;
      stop?.();
    };
  }, [mayCome, load, t]);
  return mayCome === false ? null : Loaded;
}

/** Polls and follows in the background of every page. */
export function Services() {
  const Loaded = useLater(loadServices);
  return Loaded === null ? null : <Loaded />;
}

/** Restores that are under way or not settled, above every page. */
export function SafeRestoreBar() {
  const Loaded = useLater(loadSafeRestoreBar);
  return Loaded === null ? null : <Loaded />;
}
