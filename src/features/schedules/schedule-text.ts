import type { I18n } from '../../components/i18n/i18n-provider';
import { idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import type { RotationVerdict } from '../../core/schedules/rotation';
import type { KeepRule, ScheduleDraft, ScheduleWhen } from '../../core/schedules/schedule';
import { endOf, isFailure, type ScheduleRun, type ServerRun } from '../../core/schedules/schedule-run';
import type { ScheduleProblem } from '../../core/schedules/schedule-wire';
import type { Tone } from '../../ui/badge';

type Words = Pick<I18n, 't' | 'format'>;

/** "Mon, Wed" of ISO days. */
export function dayNames(days: readonly number[], { t }: Pick<I18n, 't'>): string {
  const names = t('date.weekdays').split(' ');
  return days.map((day) => names[day % 7] ?? '').join(', ');
}

/** "Daily at 02:00". */
export function whenText(when: ScheduleWhen, i18n: Words): string {
  const { t } = i18n;
  switch (when.kind) {
    case 'hours':
      return when.every === 1
        ? t('schedules.when.hourly')
        : t('schedules.when.hours', { number: String(when.every) });
    case 'daily':
      return t('schedules.when.daily', { time: when.time });
    case 'weekly':
      return t('schedules.when.weekly', { days: dayNames(when.days, i18n), time: when.time });
    case 'monthly':
      return when.day === 'last'
        ? t('schedules.when.monthlyLast', { time: when.time })
        : t('schedules.when.monthly', { day: String(when.day), time: when.time });
    case 'cron':
      return t('schedules.when.cron', { pattern: when.pattern });
  }
}

/** A zone's city if it is not the zone in use: ", Amsterdam". */
export function zoneText(zone: string, { format }: Pick<I18n, 'format'>): string {
  return zone === format.zoneName() ? '' : `, ${zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone}`;
}

/** "keeps 3 newest + 4 daily". */
export function keepText(keep: KeepRule, { t, format }: Words): string {
  const parts = (['newest', 'daily', 'weekly', 'monthly'] as const)
    .filter((rule) => keep[rule] > 0)
    .map((rule) => t(`schedules.rule.${rule}`, { number: format.number(keep[rule]) }));
  return t('schedules.keeps', { rules: parts.join(' + ') });
}

export function serversText(
  { servers }: Pick<ScheduleDraft, 'servers'>,
  names: ReadonlyMap<string, string>,
  { t }: Pick<I18n, 't'>,
): string {
  if (servers === 'all') return t('schedules.allServers');
  if (servers.length > 2) return t('schedules.serverCount', { count: servers.length });
  return servers.map((id) => names.get(idKey(id)) ?? `#${idKey(id)}`).join(', ');
}

export interface RunText {
  readonly tone: Tone;
  readonly text: string;
}

/** The result of a run in two or three words. */
export function runText(run: ScheduleRun, { t, format }: Words): RunText {
  if (run.trigger === 'missed')
    return { tone: 'warn', text: t('schedules.run.missed', { number: format.number(run.missedCount) }) };
  const total = format.number(run.servers.length);
  if (run.endedAtMs === null && run.refusedSinceMs !== null)
    return { tone: 'bad', text: t('schedules.run.waitsForToken') };
  if (run.endedAtMs === null) {
    const done = run.servers.filter((server) => endOf(server) !== null).length;
    return { tone: 'run', text: t('schedules.run.underWay', { done: format.number(done), total }) };
  }
  if (run.servers.length === 0) return emptyRunText(run, { t });
  const failing = run.servers.filter(isFailure);
  const skipped = failing.filter((server) => endOf(server)?.result === 'skipped').length;
  if (failing.length === 0) {
    const isStopped = run.servers.some((server) => endOf(server)?.reason === 'stopped');
    return isStopped
      ? { tone: 'idle', text: t('schedules.run.stopped') }
      : { tone: 'ok', text: t('schedules.run.done') };
  }
  const number = format.number(failing.length);
  return skipped === failing.length
    ? { tone: 'warn', text: t('schedules.run.skipped', { number, total }) }
    : { tone: 'bad', text: t('schedules.run.failed', { number, total }) };
}

/** For a run that ended without reaching a server. */
function emptyRunText({ stopped, areServersKnown, listing }: ScheduleRun, { t }: Pick<I18n, 't'>): RunText {
  if (stopped === 'token_refused') return { tone: 'bad', text: t('schedules.run.refused') };
  if (stopped !== null) return { tone: 'idle', text: t('schedules.run.stopped') };
  return areServersKnown && listing !== 'part'
    ? { tone: 'idle', text: t('schedules.run.noServers') }
    : { tone: 'bad', text: t('schedules.run.unreadable') };
}

/** The result of one server in a run. */
export function serverRunText(server: ServerRun, i18n: Words): RunText & { readonly detail: string | null } {
  const { t } = i18n;
  const { phase } = server;
  if (phase.kind !== 'ended') {
    return { tone: 'run', text: t(`schedules.phase.${phase.kind}`), detail: null };
  }
  const removed = phase.removed.length === 0 ? null : t('schedules.removed', { count: phase.removed.length });
  const reason = phase.reason === null ? null : t(`schedules.reason.${phase.reason}`);
  const detail = [reason, phase.detail, removed].filter((part) => part !== null && part !== '').join(' ');
  const tone = { done: 'ok', failed: 'bad', skipped: 'warn', unknown: 'warn', gone: 'idle' } as const;
  return {
    tone: tone[phase.result],
    text: t(`schedules.result.${phase.result}`),
    detail: detail === '' ? null : detail,
  };
}

/** A field's problem in words. */
export interface FieldProblem {
  readonly code: ScheduleProblem['code'];
  readonly text: string;
}

/** Why a field cannot be saved. */
export function problemText({ code, shortage, server }: ScheduleProblem, { t }: Pick<I18n, 't'>): string {
  if (shortage !== undefined) return shortageText(shortage, server ?? null, { t });
  if (code === 'serverUnknown') return t('schedules.problem.serverUnknown', { server: server ?? '' });
  return t(`schedules.problem.${code}`);
}

/** "3 + 1 backups need 4 slots; 10 exist, 8 hold other backups." */
export function shortageText(
  shortage: NonNullable<ScheduleProblem['shortage']>,
  server: string | null,
  { t }: Pick<I18n, 't'>,
): string {
  const params = { ...shortage, count: shortage.need };
  return server === null ? t('schedules.slotsSum', params) : t('schedules.slotsOf', { ...params, server });
}

/** What rotation does with a backup. */
export function verdictText(verdict: RotationVerdict, { t }: Pick<I18n, 't'>): string {
  if (verdict.kind === 'goes') return t('schedules.goes');
  if (verdict.kind === 'untouched') return t(`schedules.untouched.${verdict.why}`);
  return t(`schedules.kept.${verdict.rule}`, { place: verdict.place, of: verdict.of });
}

/** "UTC+5:30". */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}

/** A schedule's moments are shown in its own zone: "Sat 28 Nov 2026, 02:00". */
export function zonedTime(iso: string, offsetMinutes: number, { format }: Pick<I18n, 'format'>): string {
  // The clock of the zone, read as if it were UTC.
  return format.dateTimeUtc(Date.parse(iso) + offsetMinutes * MINUTE_MS).replace(/ UTC$/, '');
}
