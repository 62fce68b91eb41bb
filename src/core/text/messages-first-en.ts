import type { Message } from './translate';

/**
 * What Overview and Backups say before anything is clicked; everything else is in `messages-en.ts` and loads later.
 * `messages-first.test.ts` checks that no key is missing here.
 */
export const firstEn = {
  'app.name': 'VPS Backups',
  'app.skipToContent': 'Skip to content',
  'app.loading': 'Loading…',
  'app.offline':
    'This browser is offline. What you see may be old; it refreshes by itself once the connection is back.',
  'app.servicesFailed':
    'This page does not refresh by itself: a part of the app could not be loaded. Reload the page.',

  'nav.main': 'Main',
  'nav.overview': 'Overview',
  'nav.backups': 'Backups',
  'nav.activity': 'Activity',
  'nav.settings': 'Settings',

  'demo.title': 'Demo data.',
  'demo.text': 'This is a built-in stand-in for the provider; nothing here touches a real server.',
  'demo.how': 'Connect your account',

  'print.note': 'Printed {time} from {address}',
  'print.cut': 'Only the first {printed} of {count} rows are printed.',
  'action.open': 'Open',
  'action.retry': 'Try again',
  'action.dismiss': 'Dismiss',
  'action.more': 'More actions for backup {id}',
  'action.refresh': 'Refresh',

  'common.never': 'never',
  'common.unknown': 'unknown',
  'common.none': 'none',
  'common.justNow': 'just now',
  'common.list.separator': ' · ',

  'date.months': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'date.weekdays': 'Sun Mon Tue Wed Thu Fri Sat',
  'number.decimalMark': '.',
  'number.groupMark': ',',

  'unit.day': 'd',
  'unit.hour': 'h',
  'unit.minute': 'min',
  'unit.second': 's',

  'type.manual': 'Manual',
  'type.automatic': 'Automatic',

  'status.completed': 'Completed',
  'status.in_progress': 'In progress',
  'status.failed': 'Failed',

  'serverStatus.active': 'Active',
  'serverStatus.stopped': 'Stopped',
  'serverStatus.suspended': 'Suspended',
  'serverStatus.restoring': 'Restoring',
  'serverStatus.error': 'Error',

  'backups.title': 'Backups',
  'backups.table': 'Backups',
  'backups.summary': {
    one: '{count} backup on {servers}',
    other: '{count} backups on {servers}',
  },
  'backups.servers': { one: '{count} server', other: '{count} servers' },
  'backups.shown': '{shown} of {total} shown',
  'backups.unknownSizes': { one: '{count} of unknown size', other: '{count} of unknown size' },
  'backups.column.server': 'Server',
  'backups.column.backup': 'Backup',
  'backups.column.type': 'Type',
  'backups.column.status': 'Status',
  'backups.column.size': 'Size',
  'backups.column.created': 'Created',
  'backups.column.expires': 'Expires',
  'backups.column.description': 'Description',
  'backups.column.actions': 'Actions',
  'backups.sortBy': 'Sort by',
  'backups.sort.descending': 'descending',
  'backups.sort.ascending': 'ascending',
  'backups.sort.toggle': 'Change direction: now {direction}',
  'backups.row.restore': 'Restore',
  'backups.row.delete': 'Delete',
  'backups.row.restoreLabel': 'Restore backup {id}',
  'backups.row.deleteLabel': 'Delete backup {id}',
  'backups.row.takingLong': '{elapsed}, taking longer than usual',
  'backups.row.noStart': 'running, start unknown',
  'backups.row.createdUnknown': 'time unknown',

  'backups.refused.running': 'This backup is still being made. It can be restored once it is completed.',
  'backups.refused.deleting': 'This backup is being deleted.',
  'backups.refused.failed': 'This backup failed; there is nothing to restore.',
  'backups.refused.unknownStatus':
    'The provider calls this backup “{status}”. Only completed backups can be restored.',

  'filters.label': 'Filters',
  'filters.search': 'Search',
  'filters.searchHint': 'Server, id or description',
  'filters.clearSearch': 'Clear search',
  'filters.server': 'Server',
  'filters.allServers': 'All servers',
  'filters.type': 'Type',
  'filters.allTypes': 'All types',
  'filters.status': 'Status',
  'filters.anyStatus': 'Any status',
  'filters.time': 'Created',
  'filters.anyTime': 'Any time',
  'filters.last24h': 'Since yesterday',
  'filters.last7': 'Last 7 days',
  'filters.last30': 'Last 30 days',
  'filters.custom': 'From … to …',
  'filters.from': 'From',
  'filters.to': 'To',
  'filters.rangeWords': '{from} to {to} ({zone})',
  'filters.fromWords': 'from {from} ({zone})',
  'filters.toWords': 'up to and including {to} ({zone})',
  'filters.clearAll': 'Clear all',
  'filters.more': { one: 'Filters, {count} set', other: 'Filters, {count} set' },
  'filters.noneOpen': 'Filters',

  'combobox.noMatch': 'No server matches',
  'combobox.open': 'Show servers',
  'combobox.clear': 'Clear selection',
  'combobox.results': {
    one: '{count} server, use the arrow keys',
    other: '{count} servers, use the arrow keys',
  },

  'list.empty.title': 'No backups yet',
  'list.empty.text':
    'When a server has been backed up, by the schedule of its plan or by you, its backups appear here.',
  'list.empty.serverTitle': 'No backup of this server is listed',
  'list.empty.serverText': 'None was ever made, or all have expired or been deleted.',
  'list.empty.partialTitle': 'No backup to be seen',
  'list.empty.partialText': 'The provider’s list is not complete: there may be backups all the same.',
  'list.filtered.title': 'No backup matches these filters',
  'list.filtered.text': {
    one: '{count} backup is hidden by them.',
    other: '{count} backups are hidden by them.',
  },
  'list.loading': 'Loading backups…',
  'list.partial':
    'This is not the whole list: the provider announced {expected} backups and delivered {received}.',
  'list.partialUnknown':
    'This is not the whole list: the provider stopped before its end. {received} backups were received.',
  'list.skipped': {
    one: '{count} entry of the provider could not be understood and is not shown.',
    other: '{count} entries of the provider could not be understood and are not shown.',
  },
  'list.updated': 'Updated {time}',

  'create.button': 'Create backup',

  'facts.sizeUnknown': 'size unknown',
  'facts.recoveryPoint': 'Recovery point',
  'facts.created': 'Created',

  'follow.running': { one: '{count} running', other: '{count} running' },
  'follow.more': { one: 'and {count} more', other: 'and {count} more' },
  'follow.title': 'Running now',

  'overview.titleLoading': 'Overview',
  'overview.titleNone': 'No servers',
  'overview.search': 'Search',
  'overview.searchHint': 'Server, address or place',
  'overview.backUp': 'Back up',
  'overview.backUpLabel': 'Back up {server}',
  'overview.serverError': 'The provider reports this server in an error state.',
  'overview.gone': 'No longer at the provider',
  'overview.goneHint': 'The Servers API does not name this server any more; its backups are still there.',
  'overview.serversPartial':
    'Not all servers are here. Announced by the provider: {expected}. Received: {received}.',
  'overview.serversSkipped': {
    one: '{count} entry of the list of servers could not be understood. That server may be missing here, and none is called gone.',
    other:
      '{count} entries of the list of servers could not be understood. Those servers may be missing here, and none is called gone.',
  },
  'overview.empty.title': 'No servers to be seen',
  'overview.empty.text': 'The account of this token has no servers and no backups.',

  'settings.token': 'Token',

  'shortcuts.open': 'Keyboard shortcuts',

  'notFound.title': 'There is no such page',
  'notFound.text': 'The address is wrong or out of date.',
  'notFound.link': 'Go to the overview',

  'crash.title': 'This page broke',
  'crash.text':
    'That is a fault of this program, not of your backups. Try again; if that does not help, reload the page.',
  'crash.partTitle': 'A part of the app could not be loaded',
  'crash.partText':
    'The gateway cannot be reached, or was updated meanwhile. Nothing was sent. Reload the page.',
  'crash.reload': 'Reload the page',

  'toast.region': 'Messages',

  'select.row': 'Select backup {id}',
  'select.all': 'Select all',
  'select.allHint': { one: 'Select the {count} shown', other: 'Select all {count} shown' },
  'select.kept': 'Locked by [keep]: deleted one at a time only',
  'select.bar': { one: '{count} selected', other: '{count} selected' },
  'select.barHidden': {
    one: '{count} of them hidden by the filters',
    other: '{count} of them hidden by the filters',
  },
  'select.delete': 'Delete {count}',
  'select.clear': 'Clear selection',
  'select.region': 'Selection',

  'keep.locked': 'Locked with [keep]',
  'keep.explain':
    'Locked with [keep] in its description. That is a convention of this dashboard: the provider does not know it and would delete this backup.',

  'safe.description': 'Safety copy before restoring #{id}',

  'export.label': 'Export',

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
    one: '{count} newest backup is much smaller than usual: {size}, before {median}. Now the usual size.',
    other: '{count} newest backups are much smaller than usual: {size}, before {median}. Now the usual size.',
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
  'strip.late': { one: '{count} late', other: '{count} late' },
  'strip.gone': { one: '{count} with no backup any more', other: '{count} with no backup any more' },
  'strip.manualGood': {
    one: '{count} with a good manual backup',
    other: '{count} with a good manual backup',
  },
  'strip.manualFailed': {
    one: '{count} with a failed manual backup',
    other: '{count} with a failed manual backup',
  },
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
  'day.failedAutomatic': { one: '{count} automatic failed', other: '{count} automatic failed' },
  'day.failedManual': { one: '{count} manual failed', other: '{count} manual failed' },
  'day.failed': { one: '{count} failed', other: '{count} failed' },
  'day.running': { one: '{count} running', other: '{count} running' },
  'day.suspicious': { one: '{count} suspiciously small', other: '{count} suspiciously small' },
  'day.missed': 'expected backup missing',
  'day.missedAutomatic': 'automatic backup missing',
  'day.late': 'no backup yet, the automatic one is late',
  'day.lateAutomatic': 'automatic backup late',
  'day.gone': 'no backup any more',
  'day.before': 'before the oldest backup that is listed',
  'day.after': 'still to come',
  'day.quiet': 'no backup',
  'day.quietExpected': 'no backup, none expected',
  'day.quietToday': 'no backup yet',

  'clock.skewed':
    'The clock of this computer is {duration} {direction} that of the provider. Ages are computed by the provider’s clock.',
  'clock.ahead': 'ahead of',
  'clock.behind': 'behind',

  'duration.usual': 'usually {range}',
  'duration.slower': 'slower than usual ({range})',
  'duration.stuck': 'probably stuck (usually {range})',

  'readOnly.title': 'Read-only.',
  'readOnly.reason.setting':
    'The program behind this page was started to change nothing (READ_ONLY). You can look at everything.',
  'readOnly.reason.session':
    'You have switched changes off for this browser. You can look at everything; Settings switches them on again.',
  'readOnly.reason.rights':
    'By its permissions the token may read backups, not change them. You can look at everything.',
  'readOnly.settings': 'Settings',
} as const satisfies Record<string, Message>;
