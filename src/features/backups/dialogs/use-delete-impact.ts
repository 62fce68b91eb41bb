import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery, serversQuery } from '../../../api/queries';
import { idKey, isWholeList } from '../../../domain/backup';
import {
  type ConfirmationTier,
  confirmationTier,
  type DeleteImpact,
  deleteImpact,
} from '../../../domain/delete-impact';
import { useNow } from '../../../lib/use-now';

export interface DeleteImpactState {
  readonly impact: DeleteImpact;
  readonly tier: ConfirmationTier;
  readonly isListWhole: boolean;
}

const MINUTE_MS = 60_000;

/** What deleting these backups does, by the list as it is now, and how it must be confirmed. */
export function useDeleteImpact(keys: ReadonlySet<string>): DeleteImpactState {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers } = useQuery(serversQuery());
  const nowMs = useNow(MINUTE_MS);
  return useMemo(() => {
    const names = new Map(servers?.servers.map(({ id, name }) => [idKey(id), name]));
    const impact = deleteImpact(list?.backups ?? [], keys, nowMs, names);
    return { impact, tier: confirmationTier(impact), isListWhole: list === undefined || isWholeList(list) };
  }, [list, servers, keys, nowMs]);
}
