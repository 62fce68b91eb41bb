import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../../api/errors';
import { backupsQuery, serverBackupsQuery, wasDeletedHere } from '../../../api/queries';
import { paths } from '../../../config/paths';
import { type BackupList, type Id, idKey, isRunning } from '../../../domain/backup';
import { diffRunning, type FollowEvent, followedBackups } from '../../../domain/backup-list';
import { nextFollowMs, nextListMs, type PollFailure } from '../../../domain/polling';
import { type I18n, useI18n } from '../../../i18n/i18n-provider';
import { showToast, type ToastInput } from '../../../ui/toast-store';
import { statusLabel } from '../../shared/backup-labels';
import { readFollowed, writeFollowed } from './followed-store';

/** Each followed server costs a call every few seconds; the ends of further ones come with the whole list. */
const MAX_FOLLOWED_SERVERS = 5;
/** How soon the whole list is read when that is overdue, as after a sleep of the machine. */
const SOONEST_MS = 1_000;
/** More ends than this at once are told in one sentence. */
const MAX_SINGLE_TOASTS = 3;

interface PolledState {
  readonly state: { readonly error: Error | null };
}

function failureOf(query: PolledState): PollFailure | null {
  const { error } = query.state;
  if (error === null) return null;
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}

/** Servers with a running backup, the ones that started last first. */
export function runningServers(list: BackupList): readonly Id[] {
  const running = list.backups
    .filter(isRunning)
    .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1));
  return [...new Map(running.map(({ serverId }) => [idKey(serverId), serverId])).values()];
}

function FollowServer({ serverId }: { serverId: Id }) {
  useQuery({
    ...serverBackupsQuery(serverId),
    refetchInterval: (query) =>
      nextFollowMs({
        runningSinceMs: (query.state.data?.backups ?? [])
          .filter(isRunning)
          .map(({ createdAt }) => (createdAt === null ? Number.NaN : Date.parse(createdAt))),
        observedAtMs: query.state.dataUpdatedAt,
        failure: failureOf(query),
      }),
  });
  return null;
}

function eventToast(event: FollowEvent, i18n: I18n): ToastInput {
  const { t, format } = i18n;
  const params = { id: idKey(event.running.id), server: event.running.serverName };
  const link = { to: paths.server(idKey(event.running.serverId)), label: t('action.show') };
  switch (event.kind) {
    case 'completed': {
      const { sizeMb } = event.backup;
      const text =
        sizeMb === null
          ? t('follow.completedNoSize', params)
          : t('follow.completed', { ...params, size: format.size(sizeMb) });
      return { tone: 'ok', text, link };
    }
    case 'failed':
      return { tone: 'bad', text: t('follow.failed', params), link };
    case 'ended':
      return {
        tone: 'info',
        text: t('follow.ended', { ...params, status: statusLabel(event.backup.status, i18n) }),
        link,
      };
    case 'vanished':
      return { tone: 'bad', text: t('follow.vanished', params), link };
  }
}

function announce(events: readonly FollowEvent[], i18n: I18n): void {
  if (events.length <= MAX_SINGLE_TOASTS) {
    for (const event of events) showToast(eventToast(event, i18n));
    return;
  }
  const completed = events.filter(({ kind }) => kind === 'completed').length;
  const failed = events.filter(({ kind }) => kind === 'failed').length;
  showToast({
    tone: failed > 0 ? 'bad' : 'ok',
    text: i18n.t('follow.many', {
      count: events.length,
      completed,
      failed,
      other: events.length - completed - failed,
    }),
    link: { to: paths.backups(), label: i18n.t('action.show') },
  });
}

/**
 * Keeps the one list fresh and follows what runs, wherever in the app one is: the whole list every minute, the
 * servers concerned in quick steps, nothing in hidden tabs. The end of a backup is told once.
 */
export function BackupFollower() {
  const i18n = useI18n();
  const { data: list } = useQuery({
    ...backupsQuery(),
    refetchInterval: (query) => {
      const intervalMs = nextListMs(failureOf(query));
      if (intervalMs === false) return false;
      // Every change of the list starts the timer anew: without what has passed, a server that is followed every
      // few seconds would keep the whole list from ever being read.
      const { dataUpdatedAt, errorUpdatedAt } = query.state;
      return Math.max(SOONEST_MS, intervalMs - (Date.now() - Math.max(dataUpdatedAt, errorUpdatedAt)));
    },
  });
  const client = useQueryClient();
  const followed = useRef(readFollowed());
  useEffect(() => {
    if (list === undefined) return;
    const events = diffRunning(followed.current, list).filter(
      ({ kind, running }) => kind !== 'vanished' || !wasDeletedHere(client, running.id),
    );
    followed.current = followedBackups(followed.current, list);
    writeFollowed(followed.current);
    announce(events, i18n);
  }, [client, list, i18n]);
  if (list === undefined) return null;
  return runningServers(list)
    .slice(0, MAX_FOLLOWED_SERVERS)
    .map((serverId) => <FollowServer key={idKey(serverId)} serverId={serverId} />);
}
