import { useMemo } from 'react';
import * as v from 'valibot';
import { useStore } from '../../browser/storage/store';
import { createStoredStore } from '../../browser/storage/stored-store';
import {
  type Observation,
  observationSchema,
  type UsualDuration,
  usualDuration,
} from '../../core/backups/durations';

/** Changed by `rememberDuration` only. */
export const observations = createStoredStore<readonly Observation[]>(
  'local',
  'durations',
  v.array(observationSchema),
  [],
);

/** The durations of backups that this browser saw run from start to completion. */
export function useObservations(): readonly Observation[] {
  return useStore(observations);
}

/** The usual duration of a server's backups; null while there are too few observations. */
export function useUsualDuration(serverKey: string): UsualDuration | null {
  const all = useObservations();
  return useMemo(() => usualDuration(all, serverKey), [all, serverKey]);
}
