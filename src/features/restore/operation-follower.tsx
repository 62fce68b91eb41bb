import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { activityKeys } from '../../api/activity-keys';
import { readServerBackups } from '../../api/backup-changes';
import { serverKeys } from '../../api/servers';

import { rememberStarted } from '../../components/backups/started-here';
import { rememberAcceptedRestore } from '../../components/servers/followed-restores';
import { useUnderWay } from '../../components/under-way/use-under-way';
import { idKey } from '../../core/backups/backup';
import type { RestoreOperation } from '../../core/restore/restore-operation';

import type { ActiveServer } from '../../core/schedules/run-under-way';
import { copyOf } from './operation-text';

function acceptedAtOf({ phase }: RestoreOperation['state']): number | null {
  return 'acceptedAtMs' in phase ? phase.acceptedAtMs : null;
}

/** Refreshes what an operation changed: its safety backup, the restored server, the log. */
export function OperationFollower() {
  const client = useQueryClient();
  const { operations, runs } = useUnderWay();
  const before = useRef<ReadonlyMap<string, RestoreOperation>>(new Map());
  useEffect(() => {
    for (const operation of operations) {
      const { state } = operation;
      const known = before.current.get(state.operationId);
      if (known?.state.phase === state.phase) continue;
      void client.invalidateQueries({ queryKey: activityKeys.every });
      const copy = copyOf(state);
      if (copy !== null && (known === undefined || copyOf(known.state) !== copy)) {
        if (known !== undefined) rememberStarted('backups', copy);
        // The list itself shows a failure.
        readServerBackups(client, state.serverId).catch(() => undefined);
      }
      const isJustAccepted =
        known !== undefined && acceptedAtOf(known.state) === null && acceptedAtOf(state) !== null;
      if (isJustAccepted && state.phase.kind === 'restoring') {
        rememberStarted('restores', state.serverId);
        rememberAcceptedRestore({ id: state.serverId, name: state.serverName });
      }
      if (acceptedAtOf(state) !== null) void client.invalidateQueries({ queryKey: serverKeys.every });
    }
    before.current = new Map(operations.map((operation) => [operation.state.operationId, operation]));
  }, [client, operations]);
  const activeBefore = useRef<ReadonlyMap<string, ActiveServer> | null>(null);
  useEffect(() => {
    const active = runs.flatMap((run) => run.active);
    const now = new Map(active.map((server) => [idKey(server.serverId), server]));
    const known = activeBefore.current;
    activeBefore.current = now;
    if (known === null) return;
    const changed = [...known, ...now].filter(([key]) => known.get(key) !== now.get(key));
    // What a run created or deleted there.
    for (const { serverId } of new Map(changed).values()) {
      void client.invalidateQueries({ queryKey: activityKeys.every });
      readServerBackups(client, serverId).catch(() => undefined);
    }
  }, [client, runs]);
  return null;
}
