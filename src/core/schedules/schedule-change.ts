import { type Id, idKey } from '../backups/backup';
import { type ChangeField, scheduleText } from './logged-schedule';
import { patternOf } from './planned-runs';
import type { KeepRule, ScheduleDraft, ScheduleWhen } from './schedule';

/** Servers named in the log; the rest are counted. */
const MAX_NAMED = 10;

/** "Nightly · when: 02:00 → 03:30 · keep: 3 → 7". */
export function changeText(before: ScheduleDraft, after: ScheduleDraft): string {
  const moved = (field: ChangeField, from: string, to: string) =>
    from === to ? [] : [[field, `${from} → ${to}`] as const];
  return scheduleText(before.name, [
    ...moved('name', before.name, after.name),
    ...serverChanges(before.servers, after.servers),
    ...moved('when', whenSigns(before.when), whenSigns(after.when)),
    ...moved('zone', before.zone, after.zone),
    ...moved('keep', keepSigns(before.keep), keepSigns(after.keep)),
    ...moved('catchUp', `≤ ${before.catchUpHours} h`, `≤ ${after.catchUpHours} h`),
    ...moved('room', before.makesRoomFirst ? '✓' : '✗', after.makesRoomFirst ? '✓' : '✗'),
  ]);
}

function serverChanges(
  before: ScheduleDraft['servers'],
  after: ScheduleDraft['servers'],
): (readonly [ChangeField, string])[] {
  if (before === 'all' || after === 'all') {
    return before === after ? [] : [['servers', `${listSigns(before)} → ${listSigns(after)}`]];
  }
  const without = (ids: readonly Id[], others: readonly Id[]) => {
    const keys = new Set(others.map(idKey));
    return ids.filter((id) => !keys.has(idKey(id)));
  };
  const added = without(after, before).map((id) => `+#${idKey(id)}`);
  const removed = without(before, after).map((id) => `−#${idKey(id)}`);
  const all = [...added, ...removed];
  return all.length === 0 ? [] : [['servers', named(all)]];
}

function listSigns(servers: ScheduleDraft['servers']): string {
  return servers === 'all' ? '*' : named(servers.map((id) => `#${idKey(id)}`));
}

function named(signs: readonly string[]): string {
  const left = signs.length - MAX_NAMED;
  return [...signs.slice(0, MAX_NAMED), ...(left > 0 ? [`… ${left}`] : [])].join(' ');
}

/** The time of a daily one, else the cron pattern. */
function whenSigns(when: ScheduleWhen): string {
  return when.kind === 'daily' ? when.time : patternOf(when);
}

/** "3", or "7 + 4 d + 3 w + 2 m". */
function keepSigns({ newest, daily, weekly, monthly }: KeepRule): string {
  const further = [
    [daily, 'd'],
    [weekly, 'w'],
    [monthly, 'm'],
  ] as const;
  return [
    String(newest),
    ...further.flatMap(([count, sign]) => (count === 0 ? [] : [`${count} ${sign}`])),
  ].join(' + ');
}
