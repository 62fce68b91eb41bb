import type { EndCause } from '../agreements/agreement';
import { MAX_ENDED } from '../agreements/agreement-change';
import { acknowledgementEnd } from '../agreements/standing';
import { idKey } from '../backups/backup';
import type { JudgedServer } from './fleet';

/** An acknowledgement found to be over whose end is not stored yet. */
export interface EndedAcknowledgement {
  readonly server: Pick<JudgedServer, 'id' | 'name'>;
  /** Version of the agreement that was judged. */
  readonly version: number;
  readonly cause: EndCause;
}

/**
 * The ended acknowledgements of a reading; at most {@link MAX_ENDED}. @param judged from complete and recent lists:
 * others can show wrong states @param nowMs epoch ms, corrected by the provider's clock
 */
export function endedAcknowledgements(
  judged: readonly JudgedServer[],
  nowMs: number,
): EndedAcknowledgement[] {
  return judged
    .flatMap(({ agreement, id, isGone, name, protection, server }) => {
      const known = agreement?.acknowledgement ?? null;
      if (agreement === null || known === null || known.ended !== null || isGone) return [];
      const cause = acknowledgementEnd(known, protection, server, nowMs);
      return cause === null ? [] : [{ server: { id, name }, version: agreement.version, cause }];
    })
    .slice(0, MAX_ENDED);
}

/** Distinguishes two of them, even if one server is acknowledged again. */
export function endedKey({ server, version }: EndedAcknowledgement): string {
  return `${idKey(server.id)} ${version}`;
}
