import { type Id, idKey } from '../../core/backups/backup';
import { isolated } from '../../core/lib/foreign-text';
import { groupBy } from '../../core/lib/group-by';
import { DAY_MS } from '../../core/lib/time-units';
import type { RunAtServer, RunUnderWay } from '../../core/schedules/run-under-way';
import type { I18n } from '../i18n/i18n-provider';

type Words = Pick<I18n, 't' | 'format'>;

/** When something began: only its time, as long as that is unambiguous. */
export function sinceText(iso: string, nowMs: number, { format }: Pick<I18n, 'format'>): string {
  return nowMs - Date.parse(iso) < DAY_MS / 2 ? format.time(iso) : format.dateTime(iso);
}

/** The schedule, the server and since when, for a sentence about a run at a server. */
export function runParams({ run, active }: RunAtServer, server: string, nowMs: number, words: Words) {
  return {
    name: isolated(run.scheduleName),
    server: isolated(server),
    time: sinceText(active?.since ?? run.startedAt, nowMs, words),
  };
}

/** Steps, and servers per step, that are named; there are seldom more. */
const MAX_NAMED = 3;

function stepText(run: RunUnderWay, labelOf: (id: Id, name: string) => string, words: Words): string {
  const { t, format } = words;
  const { active, next, pausedUntil, serverCount } = run;
  if (run.refusedSince !== null) return t('runs.wait.token', { time: format.time(run.refusedSince) });
  if (active.length > 0) {
    return [...groupBy(active, ({ step }) => step)]
      .slice(0, MAX_NAMED)
      .map(([step, servers]) => {
        const named = servers.slice(0, MAX_NAMED).map((each) => labelOf(each.serverId, each.serverName));
        return t(`runs.step.${step}`, { server: named.join(', ') });
      })
      .join(', ');
  }
  if (serverCount === null) return t('runs.wait.servers');
  if (next === null) return t('runs.wait.end');
  if (pausedUntil !== null) return t('runs.wait.pause', { time: format.time(pausedUntil) });
  const server = labelOf(next.serverId, next.serverName);
  return t(next.isBusy ? 'runs.wait.busy' : 'runs.wait.next', { server });
}

/** What a run is doing, since when, and what comes next. @param labels unambiguous server labels by key */
export function runText(
  run: RunUnderWay,
  labels: ReadonlyMap<string, string> | null,
  nowMs: number,
  words: Words,
): string {
  const { t, format } = words;
  const labelOf = (id: Id, name: string) => isolated(labels?.get(idKey(id)) ?? name);
  const { active, next, serverCount, doneCount } = run;
  const params = {
    name: isolated(run.scheduleName),
    time: sinceText(run.startedAt, nowMs, words),
    step: stepText(run, labelOf, words),
  };
  const then =
    active.length === 0 || run.refusedSince !== null
      ? null
      : next !== null
        ? labelOf(next.serverId, next.serverName)
        : active.every(({ step }) => step === 'rotating')
          ? null
          : t('runs.then.rotate');
  const now = then === null ? t('runs.now', params) : t('runs.then', { ...params, next: then });
  if (serverCount === null || serverCount < 2) return now;
  return `${now} ${t('runs.count', { done: format.number(doneCount), total: format.number(serverCount) })}`;
}
