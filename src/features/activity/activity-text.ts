import { serverStatusLabel, typeLabel } from '../../components/backup-labels';
import type { I18n } from '../../components/i18n/i18n-provider';
import { type Id, idKey } from '../../core/backups/backup';
import type { ActivityEntry, ActivityStep, ActivityWrite } from '../../core/contract/schema-activity';
import { isolated } from '../../core/lib/foreign-text';
import { SECOND_MS } from '../../core/lib/time-units';

/** Below this a tenth of a second is worth telling. */
const TENTHS_BELOW_MS = 10 * SECOND_MS;

/** What was done, requested or to be done: only what was seen to its end is told as done. */
export function actionText(
  { action, outcome }: Pick<ActivityWrite, 'action' | 'outcome'>,
  { t }: Pick<I18n, 't'>,
) {
  if (action === 'create_backup' || action === 'restore_server') {
    if (outcome === 'completed') return t(`activity.done.${action}`);
    if (outcome === 'accepted' || outcome === 'unseen') return t(`activity.requested.${action}`);
  }
  return action === 'delete_backup' && outcome === 'deleted'
    ? t('activity.done.delete_backup')
    : t(`activity.action.${action}`);
}

/** Why it did not succeed; a code that this version does not know is shown as it is. Null for none. */
export function reasonText(
  { reason }: Pick<ActivityWrite, 'reason'>,
  i18n: Pick<I18n, 'lookup'>,
): string | null {
  return reason === null ? null : (i18n.lookup(`activity.reason.${reason}`) ?? isolated(reason));
}

/** What the browser said about a step: an id, a reason in words, or what the server showed. Null for nothing. */
export function stepDetailText({ step, detail }: ActivityStep, i18n: Pick<I18n, 'lookup'>): string | null {
  if (detail === null) return null;
  const reason = i18n.lookup(`activity.detail.${detail}`);
  if (reason !== undefined) return reason;
  return step.startsWith('restore_') ? serverStatusLabel(detail, i18n) : isolated(detail);
}

/** What was known of the backup; null when only its id was. */
export function knownFacts(backup: ActivityWrite['backup']) {
  if (backup === null || backup.type === null) return null;
  return { ...backup, type: backup.type, description: backup.description ?? '' };
}

/**
 * "Automatic · 4.5 GB · 16 Jan": by what a person knows a backup again, short where the year is that of the entry and
 * in full on hover. Null when nothing was known.
 */
export function backupFactsLine(
  { backup, time }: Pick<ActivityWrite, 'backup' | 'time'>,
  i18n: I18n,
): { readonly short: string; readonly full: string } | null {
  const facts = knownFacts(backup);
  if (facts === null) return null;
  const { t, format } = i18n;
  const { createdAt, sizeMb, type, description } = facts;
  const size = sizeMb === null ? null : format.size(sizeMb);
  const join = (parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null).join(t('common.list.separator'));
  const year = (iso: string) => format.dayKey(iso).slice(0, 4);
  const dayText = (iso: string) => (year(iso) === year(time) ? format.dayMonth(iso) : format.date(iso));
  return {
    short: join([typeLabel(type, i18n), size, createdAt && dayText(createdAt)]),
    full: [
      join([typeLabel(type, i18n), size, createdAt && format.dateTime(createdAt)]),
      isolated(description),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

/** The backup that came of an entry: the new one, or the safety copy. */
export function newBackupId({ resultBackupId, writes }: ActivityEntry): Id | null {
  return resultBackupId ?? writes.find((write) => write.resultBackupId !== null)?.resultBackupId ?? null;
}

/** "340 ms", "1.2 s", "4 min 12 s". */
export function durationText(ms: number, { t, format }: Pick<I18n, 't' | 'format'>): string {
  if (ms < SECOND_MS) return `${format.number(Math.floor(ms))} ms`;
  if (ms >= TENTHS_BELOW_MS) return format.duration(ms);
  return `${format.number(Math.round(ms / 100) / 10)} ${t('unit.second')}`;
}

/** "16:45:02" in the shown time zone: a log is read by the second. */
export function secondsText(iso: string, { format }: Pick<I18n, 'format'>): string {
  return clockText(iso, format.languageTag, format.timeZone === 'utc' ? { timeZone: 'UTC' } : {});
}

/** "16 Jan 2025, 16:45:02" in the shown time zone. */
export function momentText(iso: string, i18n: Pick<I18n, 'format'>): string {
  return `${i18n.format.date(iso)}, ${secondsText(iso, i18n)}`;
}

/** "16 Jan 2025, 15:45:02 UTC" whatever the shown time zone is. */
export function momentUtcText(iso: string, { format }: Pick<I18n, 'format'>): string {
  const [day = ''] = format.dateTimeUtc(iso).split(', ');
  return `${day}, ${clockText(iso, format.languageTag, { timeZone: 'UTC' })} UTC`;
}

function clockText(iso: string, languageTag: string, zone: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(languageTag, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...zone,
  }).format(new Date(iso));
}

/** "#501", for an id of any form. */
export function idText(id: Id): string {
  return `#${idKey(id)}`;
}
