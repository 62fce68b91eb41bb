import type { Fleet } from '../model';
import { AILING_SERVERS } from './fleet-ailing';
import { type Moment, makeFleet } from './fleet-rows';
import { SOUND_SERVERS } from './fleet-sound';
import type { ServerSpec } from './fleet-spec';
import { HIGHEST_DEMO_ID } from './fleet-words';

/**
 * The fleet that a first-time visitor sees. Each server shows one situation to recognise.
 */
export const DEMO_SERVERS: readonly ServerSpec[] = [...SOUND_SERVERS, ...AILING_SERVERS];

/** The demo fleet as created at a moment. */
export function makeDemoFleet(moment: Moment): Fleet {
  return makeFleet(DEMO_SERVERS, moment, HIGHEST_DEMO_ID);
}
