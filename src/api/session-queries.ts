import { queryOptions } from '@tanstack/react-query';
import { type SessionEnd, sessionEnd } from '../core/account/session-end';
import type { SessionInfo } from '../core/contract/schema-session';
import { getSession } from './session';

const NEAR_MS = 15_000;
const UNKNOWN_MS = 60_000;
/** A computer may have slept meanwhile. */
const FAR_MS = 10 * 60_000;

/** A sign-in as it was read. */
export interface SessionReading extends SessionInfo {
  /** How far the gateway's clock is ahead of this computer's: neither need be that of the provider. */
  readonly clockAheadMs: number;
}

/** @param nowMs by this computer's clock, uncorrected */
export function endOfSession(session: SessionReading, nowMs: number): SessionEnd {
  return sessionEnd(session, nowMs + session.clockAheadMs);
}

/**
 * Who has signed in, and until when. Read again when the end is near, for somebody may have used the page meanwhile,
 * here or in another tab. Its key stands here and not with the others, which every page loads first.
 */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }): Promise<SessionReading> => {
      const session = await getSession({ signal });
      return { ...session, clockAheadMs: Date.parse(session.now) - Date.now() };
    },
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return UNKNOWN_MS;
      const end = endOfSession(data, Date.now());
      if (end.kind === 'near') return Math.min(NEAR_MS, data.idleMs / 16);
      return Math.min(FAR_MS, Math.max(1000, end.warnInMs));
    },
    retry: false,
  });
}
