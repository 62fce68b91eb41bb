import type { Fleet } from '../model';
import { AILING_SERVERS } from './fleet-ailing';
import { type Moment, makeFleet } from './fleet-rows';
import { SOUND_SERVERS } from './fleet-sound';
import type { ServerSpec } from './fleet-spec';
import { HIGHEST_DEMO_ID } from './fleet-words';

/**
 * The fleet that a first visitor meets. Each server shows something that a person who watches backups must be
 * able to see.
 */
export const DEMO_SERVERS: readonly ServerSpec[] = [...SOUND_SERVERS, ...AILING_SERVERS];

/** The demo fleet as it is when it is made at a moment. */
export function makeDemoFleet(moment: Moment): Fleet {
  return makeFleet(DEMO_SERVERS, moment, HIGHEST_DEMO_ID);
}
