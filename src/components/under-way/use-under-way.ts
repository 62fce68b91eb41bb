import { useQuery } from '@tanstack/react-query';
import { type UnderWay, underWayQuery } from '../../api/operations';

const NOTHING: UnderWay = { operations: [], runs: [], nextRun: null };

/** What the gateway carries out for this account; nothing until that is known. */
export function useUnderWay(): UnderWay {
  return useQuery(underWayQuery()).data ?? NOTHING;
}
