import type { ScheduleFacts } from '../../src/core/schedules/schedule-run';
import { type GatewayDatabase, readBeside } from '../database/read-only';
import { createRunStore } from './run-store';
import { createScheduleStore } from './schedule-store';
import { readFacts } from './shown';

export interface ScheduleScope {
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Null if the gateway has its own token. */
  readonly account: string | null;
}

/** Reads the schedules from a separate process. @throws database errors */
export function readStoredSchedules(
  place: GatewayDatabase,
  { providerHost, account }: ScheduleScope,
  nowMs: number,
): Promise<readonly ScheduleFacts[]> {
  const owner = account ?? '';
  return readBeside(
    place,
    (database) => {
      const runs = createRunStore({ database, providerHost, account: owner, holder: 'none' });
      return readFacts(createScheduleStore(database, providerHost, owner), runs, nowMs);
    },
    [],
  );
}
