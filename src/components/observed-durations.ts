import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { storedValue } from '../browser/stored';
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

const stored = storedValue(() => localStorage, 'vps-backups.durations', v.array(observationSchema), []);
const listeners = new Set<() => void>();
let observations: readonly Observation[] | null = null;

function current(): readonly Observation[] {
  observations ??= stored.read();
  return observations;
}

/** Remembers in this browser how long a backup took that was really watched from running to completed. */
export function rememberDuration(observation: Observation): void {
  // Another tab may have remembered something since this one looked.
  observations = addObservation(stored.read(), observation);
  stored.write([...observations]);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What is usual for a server, from what this browser has watched; null while that is too little. */
export function useUsualDuration(serverKey: string): UsualDuration | null {
  const all = useSyncExternalStore(subscribe, current);
  return useMemo(() => usualDuration(observationsOf(all, serverKey)), [all, serverKey]);
}
