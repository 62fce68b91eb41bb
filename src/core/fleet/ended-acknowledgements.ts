import type { EndCause } from '../agreements/agreement';
import { MAX_ENDED } from '../agreements/agreement-change';
import { acknowledgementEnd } from '../agreements/standing';
import { idKey } from '../backups/backup';
import type { JudgedServer } from './fleet';

/** An acknowledgement that a reading found to be over, and that is not stored as such yet. */
export interface EndedAcknowledgement {
  readonly server: Pick<JudgedServer, 'id' | 'name'>;
  /** Of the agreement that was judged. */
  readonly version: number;
  readonly cause: EndCause;
}

/**
 * Those of a reading; at most {@link MAX_ENDED}.
 * @param judged from whole and recent lists: a part or an old list shows states that are not true
 * @param nowMs epoch ms, corrected by the provider's clock
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

/** Tells two of them apart, also where one server is acknowledged again. */
export function endedKey({ server, version }: EndedAcknowledgement): string {
  return `${idKey(server.id)} ${version}`;
}
