import type { Message } from './translate';

/** What the app says about how well servers are protected. Part of `messages-en.ts`. */
export const protectionEn = {
  'protection.never': 'Never backed up',
  'protection.unprotected': 'Unprotected',
  'protection.failing': 'Failing',
  'protection.missed': 'Missed',
  'protection.late': 'Late',
  'protection.expiring': 'Expiring',
  'protection.old': 'Old',
  'protection.protected': 'Protected',
  'protection.backingUp': 'Backing up',

  'verdict.allProtected': {
    one: '{count} server, and it is protected',
    other: 'All {count} servers are protected',
  },
  'verdict.needAttention': {
    one: '{attention} of {count} server needs attention',
    other: '{attention} of {count} servers need attention',
  },
  'verdict.oneNeedsAttention': {
    one: '{count} server, and it needs attention',
    other: '1 of {count} servers needs attention',
  },
  'verdict.worst': 'Worst: {server}. {reason}',
  'verdict.fine': 'The newest good backup of every server is as recent as its usual interval asks.',
  'verdict.fineUnknown': {
    one: 'Nothing is late by a usual interval. Of {count} server none is known; its newest good backup is no older than 7 days.',
    other:
      'Nothing is late by a usual interval. Of {count} servers none is known; their newest good backups are no older than 7 days.',
  },
  'verdict.title': '({attention}) {title}',
  'verdict.partial': 'As far as can be seen: not everything the provider has came through.',

  'tile.protected': 'Protected',
  'tile.ofServers': { one: 'of {count} server', other: 'of {count} servers' },
  'tile.protectedAll': 'Nothing late, missed or failing',
  'tile.running': 'Running now',
  'tile.runningNone': 'Nothing runs at the moment',
  'tile.runningOne': '{server}, {elapsed}',
  'tile.runningMany': { one: 'on {count} server', other: 'on {count} servers' },
  'tile.failed': 'Failed, last 7 days',
  'tile.failedNone': 'No backup failed',
  'tile.failedOn': 'all on {server}',
  'tile.failedOnMany': { one: 'on {count} server', other: 'on {count} servers' },
  'tile.stored': 'Stored',
  'tile.growth': {
    one: 'newest copies {size} {direction} than 30 days ago (measured on {measured} of {count} server)',
    other: 'newest copies {size} {direction} than 30 days ago (measured on {measured} of {count} servers)',
  },
  'tile.larger': 'larger',
  'tile.smaller': 'smaller',
  'tile.growthUnknown': 'growth over 30 days not known yet',
  'tile.expire': { one: '{count} expires this week', other: '{count} expire this week' },
  'tile.unknownSizes': { one: '{count} of unknown size', other: '{count} of unknown size' },
  'tile.count': '{count} {state}',

  'fleet.table': 'Servers',
  'fleet.gone': 'Servers that are gone',
  'fleet.goneHint':
    'The provider names these servers no more. Their backups are still there and still take up space.',
  'fleet.column.server': 'Server',
  'fleet.column.state': 'Protection',
  'fleet.column.strip': 'Last 30 days',
  'fleet.column.newest': 'Newest good',
  'fleet.column.slots': 'Manual slots',
  'fleet.column.exposure': 'Last copy expires',
  'fleet.column.actions': 'Actions',
  'fleet.filter': 'Protection',
  'fleet.filterAll': 'All states',
  'fleet.filterAttention': 'Needs attention',
  'fleet.noneMatches': 'No server matches',
  'fleet.noneMatchesText': { one: '{count} server is hidden.', other: '{count} servers are hidden.' },
  'fleet.goneMatches': {
    one: '{count} server that is gone matches; see below.',
    other: '{count} servers that are gone match; see below.',
  },
  'fleet.wall': 'Wall screen',
  'fleet.running': 'Backing up, {elapsed}',

  'reason.neverBackedUp': 'No backup of this server exists.',
  'reason.noneReceived': 'No backup of this server was received.',
  'reason.firstRunning': 'The first backup is running, {duration} so far.',
  'reason.firstRunningUndated': 'The first backup is running.',
  'reason.noneFinished': {
    one: 'There is {count} backup whose status does not say how it ended, and none that is known to be good.',
    other:
      'There are {count} backups whose status does not say how they ended, and none that is known to be good.',
  },
  'reason.noGood': {
    one: '{count} backup finished and it is not good; {failed} failed.',
    other: '{count} backups finished and none is good; {failed} failed.',
  },
  'reason.lastAttemptsFailed': {
    one: 'The last automatic backup failed, {duration} ago ({count} in a row).',
    other: 'The last {count} automatic backups failed, the first {duration} ago.',
  },
  'reason.manualInstead.failing': 'Automatic backups are failing; a manual backup of {age} ago exists.',
  'reason.manualInstead.missed': 'Automatic backups are missing; a manual backup of {age} ago exists.',
  'reason.manualInstead.late': 'The automatic backup is late; a manual backup of {age} ago exists.',
  'reason.manualInstead.small':
    'Automatic backups are much smaller than usual; a manual backup of {age} ago exists.',
  'reason.automaticAge': 'Usual interval {interval}; newest good automatic backup {age} ago.',
  'reason.automaticNone': 'Usual interval {interval}; none of the automatic backups listed is good.',
  'reason.expiring': 'The last good backup expires {when} ({date}); no new one is due before then.',
  'reason.expired': 'The last good backup should have expired {when} and may disappear at any moment.',
  'reason.usualInterval': 'Usual interval {interval}; newest good {age} ago.',
  'reason.intervalUnknown': 'No usual interval is known; newest good {age} ago.',
  'reason.ageUnknown': {
    one: 'The {count} good copy has no date that says how old it is.',
    other: 'None of the {count} good copies has a date that says how old it is.',
  },
  'reason.suspiciousOne':
    'The newest backup is much smaller than usual: #{id} holds only {size}, usually {median}.',
  'reason.suspiciousAutomaticOne':
    'The newest automatic backup is much smaller than usual: #{id} holds only {size}, usually {median}.',
  'reason.suspicious': {
    one: '{count} newest backup is much smaller than usual: #{id} holds only {size}, usually {median}.',
    other: '{count} newest backups are much smaller than usual: #{id} holds only {size}, usually {median}.',
  },
  'reason.suspiciousAutomatic': {
    one: '{count} newest automatic backup is much smaller than usual: #{id} holds only {size}, usually {median}.',
    other:
      '{count} newest automatic backups are much smaller than usual: #{id} holds only {size}, usually {median}.',
  },
  'reason.sizeSettled': {
    one: '{count} newest backup is much smaller than usual: {size}, before {median}. This is the usual size from now on.',
    other:
      '{count} newest backups are much smaller than usual: {size}, before {median}. This is the usual size from now on.',
  },
  'reason.unusuallyLarge': 'The newest backup is unusually large: #{id} holds {size}, usually {median}.',
  'reason.empty': {
    one: '{count} empty backup since: #{id} holds {size}.',
    other: '{count} suspicious backups since; the newest, #{id}, holds {size}.',
  },
  'suspicion.badge': 'Suspicious',
  'suspicion.small': 'Only {size}; usually {usual}.',
  'suspicion.empty': 'It is empty ({size}).',
  'reason.singleGoodCopy': 'Only one good copy is left.',
  'reason.sizeUnknown': {
    one: '{count} completed backup is of unknown size.',
    other: '{count} completed backups are of unknown size.',
  },
  'reason.unknownStatus': {
    one: '{count} backup has a status that is not documented; it counts as neither good nor failed.',
    other: '{count} backups have a status that is not documented; they count as neither good nor failed.',
  },
  'reason.undated': {
    one: '{count} backup has no readable date.',
    other: '{count} backups have no readable date.',
  },
  'reason.futureDated': 'The newest backup is dated {duration} in the future: a clock is wrong.',
  'exposure.unknown': 'unknown',
  'exposure.sentence.unknown': 'When the last good copy expires is not known.',

  'exposure.never': 'never',
  'exposure.none': 'no good copy',
  'exposure.hint': 'When the last good copy expires if nothing new is made.',
  'exposure.sentence.at': 'If nothing new is made, the last good copy expires {when} ({date}).',
  'exposure.sentence.never': 'A good manual copy exists; it does not expire.',
  'exposure.sentence.exposed': 'There is no good copy to fall back on.',
  'exposure.sentence.expired': 'The last good copy should have expired {when}; it is still listed.',

  'strip.summary': '{days} days: {parts}.',
  'strip.good': { one: '{count} with a good backup', other: '{count} with a good backup' },
  'strip.failed': { one: '{count} failed', other: '{count} failed' },
  'strip.missed': { one: '{count} missed', other: '{count} missed' },
  'strip.running': { one: '{count} running', other: '{count} running' },
  'strip.quiet': { one: '{count} without a backup', other: '{count} without a backup' },
  'strip.before': {
    one: '{count} before the oldest one listed',
    other: '{count} before the oldest one listed',
  },
  'strip.nothing': 'no backup is listed',
  'strip.last': 'Today: {today}',
  'strip.keys': 'Arrow keys: day by day. Enter: the backups of that day.',
  'strip.unclear': { one: '{count} unclear', other: '{count} unclear' },
  'day.unknownStatus': { one: '{count} of undocumented status', other: '{count} of undocumented status' },
  'day.other': { one: '{count} other completed', other: '{count} others completed' },
  'day.good': '{automatic} automatic, {manual} manual completed',
  'day.failed': { one: '{count} failed', other: '{count} failed' },
  'day.running': { one: '{count} running', other: '{count} running' },
  'day.suspicious': { one: '{count} suspiciously small', other: '{count} suspiciously small' },
  'day.missed': 'a backup was expected, none is there',
  'day.before': 'before the oldest backup that is listed',
  'day.after': 'still to come',
  'day.quiet': 'no backup; as far as can be seen, none is missing',

  'clock.skewed':
    'The clock of this computer is {duration} {direction} that of the provider. Ages are computed by the provider’s clock.',
  'clock.ahead': 'ahead of',
  'clock.behind': 'behind',

  'duration.usual': 'usually {range}',
  'duration.slower': 'slower than usual ({range})',
  'duration.stuck': 'probably stuck (usually {range})',
} as const satisfies Record<string, Message>;
