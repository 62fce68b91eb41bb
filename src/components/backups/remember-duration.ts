import { addObservation } from '../../core/backups/duration-observation';
import type { Observation } from '../../core/backups/durations';
import { observations } from './observed-durations';

/** Stores how long a backup took, if this browser saw it run from start to completion. */
export function rememberDuration(observation: Observation): void {
  observations.set(addObservation(observations.get(), observation));
}
