import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { previewQuery } from '../../api/schedules';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';

const SETTLE_MS = 400;
const NO_PROBLEMS: readonly ScheduleProblem[] = [];

/**
 * What the gateway finds wrong in a draft, read again a moment after each change.
 * @param onSettled told of the draft at that moment
 */
export function useJudgement(
  draft: ScheduleDraft,
  id: string | null,
  onSettled: (draft: ScheduleDraft) => void,
): { readonly problems: readonly ScheduleProblem[]; readonly isJudged: boolean } {
  const [settled, setSettled] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(draft);
      onSettled(draft);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, onSettled]);
  const { data: preview, isFetching } = useQuery(previewQuery(settled, id));
  // Where it could not be judged, the gateway refuses what it cannot save.
  return { problems: preview?.problems ?? NO_PROBLEMS, isJudged: settled === draft && !isFetching };
}
