import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { reportEnded, rereadAgreements } from '../../api/agreements/agreement-changes';
import { backupsQuery } from '../../api/backups';
import { useFleet } from '../../components/fleet/use-fleet';
import { useReadWriteLock } from '../../components/write-lock';
import { endedAcknowledgements, endedKey } from '../../core/fleet/ended-acknowledgements';
import { MINUTE_MS } from '../../core/lib/time-units';

/** An older list, for instance after the computer slept, may show outdated states. */
const MAX_LIST_AGE_MS = 3 * MINUTE_MS;

/**
 * Reports ended acknowledgements to the gateway, so that the end is final. If the gateway has no token of its own, only
 * browsers see it.
 */
export function AcknowledgementEnds() {
  const { fleet } = useFleet();
  const { dataUpdatedAt } = useQuery(backupsQuery());
  const client = useQueryClient();
  const lock = useReadWriteLock();
  const reported = useRef(new Set<string>());
  useEffect(() => {
    if (fleet === null || fleet.isPartial || lock !== null) return;
    if (Date.now() - dataUpdatedAt > MAX_LIST_AGE_MS) return;
    const ended = endedAcknowledgements(fleet.servers, fleet.nowMs).filter(
      (one) => !reported.current.has(endedKey(one)),
    );
    if (ended.length === 0) return;
    for (const one of ended) reported.current.add(endedKey(one));
    reportEnded(ended)
      .then(() => rereadAgreements(client))
      .catch(() => {
        // The page shows the end anyway; the next reading reports it again.
        for (const one of ended) reported.current.delete(endedKey(one));
      });
  }, [fleet, dataUpdatedAt, client, lock]);
  return null;
}
