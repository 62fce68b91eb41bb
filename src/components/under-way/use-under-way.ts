import { useQuery } from '@tanstack/react-query';
import { type UnderWay, underWayQuery } from '../../api/operations';

const NOTHING: UnderWay = { operations: [], runs: [], nextRun: null };

/** The operations of this account; empty until they are known. */
export function useUnderWay(): UnderWay {
  return useQuery(underWayQuery()).data ?? NOTHING;
}
