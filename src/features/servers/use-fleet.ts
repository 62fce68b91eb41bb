import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '../../api/errors';
import { backupsQuery, serversQuery } from '../../api/queries';
import { type BackupList, isWholeList } from '../../domain/backup';
import {
  type FleetServer,
  fleetServers,
  type JudgedServer,
  judgeFleet,
  worstFirst,
} from '../../domain/fleet';
import { type FleetSummary, fleetSummary } from '../../domain/fleet-summary';
import type { ServerList } from '../../domain/server';
import { type I18n, useI18n } from '../../i18n/i18n-provider';
import { useNow } from '../../lib/use-now';
import { TIME_PRESETS } from '../shared/time-presets';

const MINUTE_MS = 60_000;

export interface Fleet {
  /** Worst first; those that are gone included. */
  readonly servers: readonly JudgedServer[];
  readonly summary: FleetSummary;
  /** The moment that all ages were computed for, epoch ms. */
  readonly nowMs: number;
  /** Something of the list of backups or of servers is missing: what is concluded holds as far as can be seen. */
  readonly isPartial: boolean;
}

export interface FleetState {
  /** Null until the backups were read once. */
  readonly fleet: Fleet | null;
  readonly list: BackupList | undefined;
  /** Why the Servers API gave nothing; null when it answered. */
  readonly serversError: Error | null;
  /** The token may not read servers, or the provider has no such call: no fault, but a limit to be told. */
  readonly isServersForbidden: boolean;
}

interface Made {
  readonly servers: ServerList | undefined;
  readonly fleet: readonly FleetServer[];
  judged: { readonly nowMs: number; readonly dayStartMs: number; readonly value: Fleet } | null;
}

/** The table, the tab and the pages ask for the same fleet; it is worked out once for each list and minute. */
const madeByList = new WeakMap<BackupList, Made>();

/** The day from which on a failure is recent, as the figure and the list behind it count it. */
export function recentSinceMs(nowMs: number, format: I18n['format']): number {
  return format.addDaysMs(format.startOfDayMs(nowMs), -TIME_PRESETS.last7);
}

function fleetOf(
  list: BackupList,
  servers: ServerList | undefined,
  nowMs: number,
  format: I18n['format'],
): Fleet {
  let made = madeByList.get(list);
  if (made === undefined || made.servers !== servers) {
    const fleet = fleetServers(
      list.backups,
      servers?.servers ?? null,
      servers !== undefined && isWholeList(servers),
    );
    made = { servers, fleet, judged: null };
    madeByList.set(list, made);
  }
  const failedSinceMs = recentSinceMs(nowMs, format);
  if (made.judged?.nowMs !== nowMs || made.judged.dayStartMs !== failedSinceMs) {
    const judged = worstFirst(judgeFleet(made.fleet, nowMs));
    const summary = fleetSummary(judged, { nowMs, failedSinceMs });
    const isPartial = !isWholeList(list) || (servers !== undefined && !isWholeList(servers));
    made.judged = { nowMs, dayStartMs: failedSinceMs, value: { servers: judged, summary, nowMs, isPartial } };
  }
  return made.judged.value;
}

/** Why the Servers API gave nothing the last time. The query forgets that while it asks again. */
const lastServersErrors = new WeakMap<QueryClient, Error>();

/** The last answer of the Servers API, good or bad: asking once more does not take it back. */
function useServersAnswer() {
  const client = useQueryClient();
  const { data, error, errorUpdateCount } = useQuery(serversQuery());
  if (error !== null) lastServersErrors.set(client, error);
  const hasFailed = data === undefined && errorUpdateCount > 0;
  return {
    servers: data,
    error: hasFailed ? (lastServersErrors.get(client) ?? null) : null,
    isAnswered: data !== undefined || hasFailed,
  };
}

/** Every known server with how well it is protected. Works on without the Servers API. */
export function useFleet(): FleetState {
  const { format } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const { data: list } = useQuery(backupsQuery());
  const { servers, error, isAnswered } = useServersAnswer();
  // Without the servers one cannot say how many there are: the verdict waits for their answer, good or bad.
  const isReady = list !== undefined && isAnswered;
  const fleet = useMemo(
    () => (isReady ? fleetOf(list, servers, nowMs, format) : null),
    [isReady, list, servers, nowMs, format],
  );
  const isForbidden = error instanceof ApiError && (error.kind === 'forbidden' || error.kind === 'notFound');
  return {
    fleet,
    list,
    serversError: error,
    isServersForbidden: isForbidden,
  };
}
