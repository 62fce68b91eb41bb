import { queryOptions } from '@tanstack/react-query';
import { sessionEnd } from '../domain/session-end';
import { correctedNowMs } from '../lib/clock';
import { getSession } from './session';

const NEAR_MS = 15_000;
const UNKNOWN_MS = 60_000;

/**
 * Who has signed in, and until when. Read again when the end is near, for somebody may have used the page meanwhile,
 * here or in another tab. Its key stands here and not with the others, which every page loads first.
 */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => getSession({ signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return UNKNOWN_MS;
      const end = sessionEnd(data, correctedNowMs());
      return end.kind === 'near' ? Math.min(NEAR_MS, data.idleMs / 16) : Math.max(1000, end.warnInMs);
    },
    retry: false,
  });
}
