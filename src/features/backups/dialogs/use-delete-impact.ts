import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery } from '../../../api/backups';
import { useNow } from '../../../browser/use-now';
import { useServerOptions } from '../../../components/use-server-options';
import { isWholeList } from '../../../core/backups/backup';
import {
  type ConfirmationTier,
  confirmationTier,
  type DeleteImpact,
  deleteImpact,
} from '../../../core/deletion/delete-impact';
import { MINUTE_MS } from '../../../core/lib/time-units';

export interface DeleteImpactState {
  readonly impact: DeleteImpact;
  readonly tier: ConfirmationTier;
  readonly isListWhole: boolean;
}

/** What deleting these backups does, by the list as it is now, and how it must be confirmed. */
export function useDeleteImpact(keys: ReadonlySet<string>): DeleteImpactState {
  const { data: list } = useQuery(backupsQuery());
  const servers = useServerOptions();
  const nowMs = useNow(MINUTE_MS);
  return useMemo(() => {
    const known = new Map(servers.map((server) => [server.value, server]));
    const impact = deleteImpact(list?.backups ?? [], keys, nowMs, known);
    return { impact, tier: confirmationTier(impact), isListWhole: list === undefined || isWholeList(list) };
  }, [list, servers, keys, nowMs]);
}
