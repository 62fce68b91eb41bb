import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { previewQuery } from '../../api/schedules';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';

const SETTLE_MS = 400;
const NO_PROBLEMS: readonly ScheduleProblem[] = [];

/**
 * Problems that the gateway finds in a draft, checked again a moment after each change. @param onSettled called with
 * the draft at that moment
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
  // If it can't be checked, the gateway still refuses an invalid draft on saving.
  return { problems: preview?.problems ?? NO_PROBLEMS, isJudged: settled === draft && !isFetching };
}
