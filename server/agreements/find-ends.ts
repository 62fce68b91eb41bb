import type { EndedAcknowledgement } from '../../src/core/fleet/ended-acknowledgements';
import { type ReadFleetOptions, readFleet } from '../provider/read-fleet';

const READ_LIMIT_MS = 20_000;

/**
 * The acknowledgements that a reading now shows to be over; null if something could not be read. Rejects only as
 * `readAgreements` does. @param options `signal` ends the reading when nobody waits any more
 */
export async function findEnds(
  options: Omit<ReadFleetOptions, 'endAcknowledgements' | 'onAllBackups'>,
): Promise<readonly EndedAcknowledgement[] | null> {
  const found: (readonly EndedAcknowledgement[])[] = [];
  await readFleet({
    ...options,
    signal: AbortSignal.any([options.signal, AbortSignal.timeout(READ_LIMIT_MS)]),
    endAcknowledgements: async (ended) => void found.push(ended),
  });
  return found[0] ?? null;
}
