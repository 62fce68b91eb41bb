import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { agreementsQuery } from '../../api/agreements/agreements';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { useNow } from '../../browser/use-now';
import type { Agreements } from '../../core/agreements/agreement';
import { NO_AGREEMENTS } from '../../core/agreements/no-agreements';
import type { BackupList } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import { LAST_7_BACK, MINUTE_MS } from '../../core/lib/time-units';
import type { ServerList } from '../../core/servers/server';
import { type I18n, useI18n } from '../i18n/i18n-provider';
import { type Fleet, fleetAtOnce, fleetInSlices } from './fleet-work';

/** Start of the period in which a failure is recent, epoch ms; shared by the figure and its list. */
export function recentSinceMs(nowMs: number, format: I18n['format']): number {
  return format.addDaysMs(format.startOfDayMs(nowMs), -LAST_7_BACK);
}

interface ServersState {
  /** Null once the Servers API has answered. */
  readonly serversError: Error | null;
  /** The token may not read servers, or the provider has no such call: a limitation, not a fault. */
  readonly isServersForbidden: boolean;
}

/** The last answer of the Servers API, good or bad; kept while it is asked again. */
export function useServersAnswer() {
  const { data, error, errorUpdateCount } = useQuery(serversQuery());
  // The query forgets its error while it asks again.
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  const hasFailed = data === undefined && errorUpdateCount > 0;
  const serversError = hasFailed ? (error ?? last) : null;
  const kind = serversError instanceof ApiError ? serversError.kind : null;
  const state: ServersState = {
    serversError,
    isServersForbidden: kind === 'forbidden' || kind === 'notFound',
  };
  return { servers: data, isAnswered: data !== undefined || hasFailed, state };
}

export interface FleetState extends ServersState {
  /** Null until backups and servers have been read and judged once. */
  readonly fleet: Fleet | null;
  readonly list: BackupList | undefined;
  /** Why the agreements are unknown: states are then judged without them. */
  readonly agreementsError: Error | null;
}

/** Every known server and its protection. Works without the Servers API. */
export function useFleet(): FleetState {
  const { data: list } = useQuery(backupsQuery());
  const { servers, isAnswered, state } = useServersAnswer();
  const agreed = useQuery(agreementsQuery());
  const agreementsError = agreed.data === undefined && agreed.errorUpdateCount > 0 ? agreed.error : null;
  const agreements = agreed.data ?? (agreed.errorUpdateCount > 0 ? NO_AGREEMENTS : null);
  // The number of servers is known only once the Servers API has answered or failed.
  const isReady = list !== undefined && isAnswered && agreements !== null;
  const fleet = useFleetOf(isReady ? list : undefined, servers, agreements ?? NO_AGREEMENTS);
  return { fleet, list, agreementsError, ...state };
}

/** The fleet of these lists, as of now; null without backups, and while it is made for the first time. */
export function useFleetOf(
  list: BackupList | undefined,
  servers: ServerList | undefined,
  agreements: Agreements,
): Fleet | null {
  const { format } = useI18n();
  const client = useQueryClient();
  const nowMs = useNow(MINUTE_MS);
  const sources = useMemo(
    () =>
      list === undefined
        ? null
        : { client, list, servers, agreements, nowMs, failedSinceMs: recentSinceMs(nowMs, format) },
    [client, list, servers, agreements, nowMs, format],
  );
  const [madeLater, setMadeLater] = useState<Fleet | null>(null);
  const madeAtOnce = useMemo(() => (sources === null ? null : fleetAtOnce(sources)), [sources]);
  useEffect(() => {
    let isCurrent = true;
    const set = (next: () => Fleet | null) => isCurrent && setMadeLater(next);
    if (sources === null) set(() => null);
    else
      fleetInSlices(sources).then(
        (fleet) => set(() => fleet),
        (error: unknown) =>
          set(() => {
            throw error;
          }),
      );
    return () => {
      isCurrent = false;
    };
  }, [sources]);
  // While a large fleet is judged again, the previous one stays.
  return sources === null ? null : (madeAtOnce ?? madeLater);
}
