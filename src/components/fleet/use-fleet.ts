import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { useNow } from '../../browser/use-now';
import type { BackupList } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import { MINUTE_MS } from '../../core/lib/time-units';
import { type I18n, useI18n } from '../i18n/i18n-provider';
import { TIME_PRESETS } from '../list/time-presets';
import { type Fleet, fleetAtOnce, fleetInSlices } from './fleet-work';

/** The day from which on a failure is recent, as the figure and the list behind it count it. */
export function recentSinceMs(nowMs: number, format: I18n['format']): number {
  return format.addDaysMs(format.startOfDayMs(nowMs), -TIME_PRESETS.last7);
}

/** Why the Servers API gave nothing the last time. The query forgets that while it asks again. */
const lastServersErrors = new WeakMap<QueryClient, Error>();

export interface ServersState {
  /** Why the Servers API gave nothing; null when it answered. */
  readonly serversError: Error | null;
  /** The token may not read servers, or the provider has no such call: no fault, but a limit to be told. */
  readonly isServersForbidden: boolean;
}

/** The last answer of the Servers API, good or bad: asking once more does not take it back. */
export function useServersAnswer() {
  const client = useQueryClient();
  const { data, error, errorUpdateCount } = useQuery(serversQuery());
  if (error !== null) lastServersErrors.set(client, error);
  const hasFailed = data === undefined && errorUpdateCount > 0;
  const serversError = hasFailed ? (lastServersErrors.get(client) ?? null) : null;
  const kind = serversError instanceof ApiError ? serversError.kind : null;
  const state: ServersState = {
    serversError,
    isServersForbidden: kind === 'forbidden' || kind === 'notFound',
  };
  return { servers: data, isAnswered: data !== undefined || hasFailed, state };
}

export interface FleetState extends ServersState {
  /** Null until the backups were read once and all servers are judged. */
  readonly fleet: Fleet | null;
  readonly list: BackupList | undefined;
}

/** Every known server with how well it is protected. Works on without the Servers API. */
export function useFleet(): FleetState {
  const { format } = useI18n();
  const client = useQueryClient();
  const nowMs = useNow(MINUTE_MS);
  const { data: list } = useQuery(backupsQuery());
  const { servers, isAnswered, state } = useServersAnswer();
  // Without the servers one cannot say how many there are: the verdict waits for their answer, good or bad.
  const isReady = list !== undefined && isAnswered;
  const sources = useMemo(
    () => (isReady ? { client, list, servers, nowMs, failedSinceMs: recentSinceMs(nowMs, format) } : null),
    [isReady, client, list, servers, nowMs, format],
  );
  const [madeLater, setMadeLater] = useState<Fleet | null>(null);
  const madeAtOnce = useMemo(() => (sources === null ? null : fleetAtOnce(sources)), [sources]);
  useEffect(() => {
    if (sources !== null) return fleetInSlices(sources, setMadeLater);
    // Whose backups come next is not known.
    setMadeLater(null);
    return undefined;
  }, [sources]);
  return {
    // Until a large fleet is judged anew, the figures of a moment ago stay, all of them; before the first time, none.
    fleet: sources === null ? null : (madeAtOnce ?? madeLater),
    list,
    ...state,
  };
}
