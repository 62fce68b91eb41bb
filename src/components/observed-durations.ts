import { useMemo } from 'react';
import * as v from 'valibot';
import { useStore } from '../browser/store';
import { createStoredStore } from '../browser/stored-store';
import {
  addObservation,
  type Observation,
  observationsOf,
  type UsualDuration,
  usualDuration,
} from '../core/backups/durations';

const observationSchema = v.object({
  serverKey: v.string(),
  backupKey: v.string(),
  sizeMb: v.nullable(v.number()),
  durationMs: v.pipe(v.number(), v.minValue(0)),
  observedAtMs: v.number(),
});

const observations = createStoredStore<readonly Observation[]>(
  () => localStorage,
  'vps-backups.durations',
  v.array(observationSchema),
  [],
);

/** Stores how long a backup took that this browser watched from running to completed. */
export function rememberDuration(observation: Observation): void {
  observations.set(addObservation(observations.get(), observation));
}

/** The usual duration of a server's backups; null while too few were observed. */
export function useUsualDuration(serverKey: string): UsualDuration | null {
  const all = useStore(observations);
  return useMemo(() => usualDuration(observationsOf(all, serverKey)), [all, serverKey]);
}
