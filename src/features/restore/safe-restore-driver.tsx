import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { POLL_FAST_MS, POLL_SLOW_MS, POLL_STEADY_MS } from '../../core/polling/polling';
import { isEnded, nextAction } from '../../core/restore/safe-restore';
import { createSafetyBackup, lookAtBackups, lookAtServer, reportToLog, sendRestore, workKey } from './drive';
import type { Operation } from './operation-schema';
import { applyEvent, changeOperation, thisTabId, useOperations } from './operation-store';
import { useOperationLock } from './use-operation-lock';

const FAST_LOOKS = 20;

/** Drives one operation as long as this tab holds its lock. */
function Drive({ operation }: { operation: Operation }) {
  const client = useQueryClient();
  const { state, tabId } = operation;
  const { operationId, serverId } = state;
  const isHeld = useOperationLock(operationId);
  const [isResumed, setResumed] = useState(false);
  const [lookCount, setLookCount] = useState(0);

  // Taken over once: after a reload of the same tab it goes on, in another visit the person is asked first.
  const takenOver = useRef(false);
  useEffect(() => {
    if (!isHeld || takenOver.current) return;
    takenOver.current = true;
    applyEvent(operationId, { type: tabId === thisTabId() ? 'resume' : 'revisit', nowMs: Date.now() });
    changeOperation(operationId, { tabId: thisTabId() });
    setResumed(true);
  }, [isHeld, operationId, tabId]);

  const work = isHeld && isResumed ? workKey(state) : 'none';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look is a new turn of the same work
  useEffect(() => {
    if (work === 'none') return;
    const action = nextAction(state);
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (delayMs: number) => {
      timer = setTimeout(() => isCurrent && setLookCount((count) => count + 1), delayMs);
    };
    const look = (read: () => Promise<void>) => {
      read().then(
        () => isCurrent && again(lookCount < FAST_LOOKS ? POLL_FAST_MS : POLL_STEADY_MS),
        // The provider cannot be read: nothing is concluded from that, it is looked at again later.
        () => isCurrent && again(POLL_SLOW_MS),
      );
    };
    if (action.kind === 'createCopy') void createSafetyBackup(client, operationId);
    else if (action.kind === 'watchCopy' || action.kind === 'findCopy') {
      look(() => lookAtBackups(client, operationId, serverId));
    } else if (action.kind === 'watchServer') look(() => lookAtServer(client, operationId, serverId));
    else if (action.kind === 'sendRestore') look(() => sendRestore(client, operationId));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [work, lookCount, client, operationId, serverId]);

  const { isReported, unreported } = operation;
  const isTelling = useRef(false);
  useEffect(() => {
    if (!isHeld || isTelling.current || (isReported && unreported.length === 0)) return;
    isTelling.current = true;
    reportToLog(client, operationId)
      // A log that does not answer must not hold up a restore; unreported steps are sent later.
      .catch(() => undefined)
      .finally(() => {
        isTelling.current = false;
      });
  }, [client, isHeld, isReported, unreported, operationId]);
  return null;
}

/** Drives every safe restore that is under way in this browser; stands in the shell, so that no page must be open. */
export function SafeRestoreDriver() {
  return useOperations()
    .filter(({ state, unreported, isReported }) => !isEnded(state) || unreported.length > 0 || !isReported)
    .map((operation) => <Drive key={operation.state.operationId} operation={operation} />);
}
