import { descriptionText } from '../../components/backups/backup-labels';
import type { I18n } from '../../components/i18n/i18n-provider';
import { serverStatusLabel, typeLabel } from '../../components/i18n/provider-words';
import { expectationIn, type LoggedExpectation } from '../../core/agreements/logged-expectation';
import { type Id, idKey } from '../../core/backups/backup';
import {
  type ActivityEntry,
  type ActivityStep,
  type ActivityWrite,
  isScheduleAction,
} from '../../core/contract/schema-activity';
import { isolated } from '../../core/lib/foreign-text';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../core/lib/time-units';
import { changesIn } from '../../core/schedules/logged-schedule';

/** The action as done, as requested, or as an infinitive: "done" only once its end was seen. */
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

/** Why it did not succeed; an unknown code is shown as it is. */
export function reasonText(
  { reason }: Pick<ActivityWrite, 'reason'>,
  i18n: Pick<I18n, 'lookup'>,
): string | null {
  return reason === null ? null : (i18n.lookup(`activity.reason.${reason}`) ?? isolated(reason));
}

/** The detail of a step: an id, a reason in words, or the status of the server. */
export function stepDetailText({ step, detail }: ActivityStep, i18n: Pick<I18n, 'lookup'>): string | null {
  if (detail === null) return null;
  const reason = i18n.lookup(`activity.detail.${detail}`);
  if (reason !== undefined) return reason;
  return step.startsWith('restore_') ? serverStatusLabel(detail, i18n) : isolated(detail);
}

/** The backup's facts; null when only its id was known. */
export function knownFacts(backup: ActivityWrite['backup']) {
  if (backup === null || backup.type === null) return null;
  return { ...backup, type: backup.type, description: backup.description ?? '' };
}

/** "Automatic · 4.5 GB · Thu 16 Jan", and the full form for hover; null if nothing was known. */
export function backupFactsLine(
  { backup, time }: Pick<ActivityWrite, 'backup' | 'time'>,
  i18n: I18n,
): { readonly short: string; readonly full: string } | null {
  const facts = knownFacts(backup);
  if (facts === null) return null;
  const { format } = i18n;
  const { createdAt, sizeMb, type, description } = facts;
  const line = (date: string | null) =>
    joined([typeLabel(type, i18n), sizeMb === null ? null : format.size(sizeMb), date], i18n);
  const full = line(createdAt && format.dateTime(createdAt));
  return {
    short: line(createdAt && format.rowDate(createdAt, Date.parse(time))),
    full: description === '' ? full : `${full}\n${isolated(description)}`,
  };
}

const CHANGE_LABELS = {
  name: 'schedules.field.name',
  servers: 'schedules.field.servers',
  when: 'schedules.field.when',
  zone: 'schedules.field.zone',
  keep: 'schedules.field.keep',
  catchUp: 'schedules.field.late',
  room: 'schedules.field.roomFirst',
  until: 'schedules.pauseUntil',
} as const;

/** What an entry says of itself: an expectation as a sentence, a description as in the list of backups. */
export function entryText(
  { action, description }: Pick<ActivityWrite, 'action' | 'description'>,
  i18n: Pick<I18n, 't' | 'format'>,
): string | null {
  const { t } = i18n;
  if (action === 'set_expectation' && description === null) return t('activity.expectation.none');
  if (description === null) return null;
  if (action === 'create_backup') return descriptionText({ type: 'manual', description }, i18n);
  const isExpectation = action === 'set_expectation' || action === 'set_tag_expectation';
  const expectation = isExpectation ? expectationIn(description) : null;
  return expectation === null ? description : expectationSentence(expectation, i18n);
}

function expectationSentence(
  { tag, maxAgeHours, freeDays, minGood, reachBackDays }: LoggedExpectation,
  { t, format }: Pick<I18n, 't' | 'format'>,
): string {
  const free =
    freeDays.length === 0
      ? ''
      : ` (${t('agreement.freeDays', { days: freeDays.map((day) => format.weekday(day)).join(', ') })})`;
  const rules = [
    maxAgeHours === null
      ? null
      : t('activity.expectation.maxAge', { limit: format.age(maxAgeHours * HOUR_MS) }) + free,
    minGood === null ? null : t('agreement.minGood', { count: minGood }),
    reachBackDays === null
      ? null
      : t('activity.expectation.reachBack', { limit: format.age(reachBackDays * DAY_MS) }),
  ].filter((rule) => rule !== null);
  const list = new Intl.ListFormat(format.languageTag, { type: 'conjunction' });
  const sentence =
    rules.length === 0
      ? t('activity.expectation.none')
      : t('activity.expectation', { rules: list.format(rules) });
  return tag === null ? sentence : `#${tag}: ${sentence}`;
}

/** The schedule an entry is about, with its changes; null for other entries. */
export function loggedSchedule(
  { action, description }: Pick<ActivityWrite, 'action' | 'description'>,
  { t, format }: Pick<I18n, 't' | 'format'>,
): { readonly name: string; readonly changes: readonly { label: string; text: string }[] } | null {
  if (description === null || !isScheduleAction(action)) return null;
  const { name, changes } = changesIn(description);
  return {
    name,
    changes: changes.map(({ field, text }) => {
      const label = t(CHANGE_LABELS[field]);
      if (field === 'servers') return { label, text: text.replace('*', t('schedules.allServers')) };
      // The schedule's name may contain the separator.
      const isTime = field === 'until' && !Number.isNaN(Date.parse(text));
      return { label, text: isTime ? format.dateTime(text) : text };
    }),
  };
}

/** "#501 · 204 · 1.2 s": whatever is known. */
export function joined(parts: readonly (string | null)[], { t }: Pick<I18n, 't'>): string {
  return parts.filter((part) => part !== null).join(t('common.list.separator'));
}

/** The backup that an entry created: the new one, or the safety backup. */
export function newBackupId({ resultBackupId, writes }: ActivityEntry): Id | null {
  return resultBackupId ?? writes.find((write) => write.resultBackupId !== null)?.resultBackupId ?? null;
}

/** "340 ms", "1.2 s", "4 min 12 s". */
export function durationText(ms: number, { t, format }: Pick<I18n, 't' | 'format'>): string {
  if (ms < SECOND_MS) return `${format.number(Math.floor(ms))} ms`;
  if (ms >= 10 * SECOND_MS) return format.duration(ms);
  return `${format.number(Math.round(ms / 100) / 10)} ${t('unit.second')}`;
}

/** "#501", for an id of any form. */
export function idText(id: Id): string {
  return `#${idKey(id)}`;
}
