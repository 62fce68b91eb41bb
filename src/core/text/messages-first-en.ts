import { accessEn } from './messages-access-en';
import { protectionEn } from './messages-protection-en';
import type { Message } from './translate';

/**
 * What Overview and Backups, and what stands around every page, say by themselves; all that needs a click or another
 * page is in `messages-en.ts` and comes later. A test watches that nothing is shown before its words are there.
 */
export const firstEn = {
  ...accessEn,
  ...protectionEn,

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
  'list.stale': 'Could not refresh: {reason} Showing what was read at {time}.',
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
  'overview.serversForbidden':
    'Servers without any backup cannot be seen: the provider does not let this token read servers. {reason}',
  'overview.serversFailed':
    'The list of servers could not be read: {reason} Servers without any backup are missing here.',
  'overview.serversPartial':
    'Not all servers are here. Announced by the provider: {expected}. Received: {received}.',
  'overview.serversSkipped': {
    one: '{count} entry of the list of servers could not be understood. That server may be missing here, and none is called gone.',
    other:
      '{count} entries of the list of servers could not be understood. Those servers may be missing here, and none is called gone.',
  },
  'overview.serversStale':
    'The list of servers could not be refreshed: {reason} Servers are shown as read at {time}.',
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

  'error.network.title': 'The provider cannot be reached',
  'error.network.text': 'The connection to the provider failed.',
  'error.down.text':
    'The provider has not answered since {time}, so nothing was sent to it now. The next try is possible in {duration}.',
  'error.busy.title': 'Too much at once',
  'error.busy.text':
    'Too many calls to the provider are under way. This one was not sent; try again in a moment.',
  'error.gateway.title': 'No connection to the program behind this page',
  'error.gateway.text': 'This page has lost its connection to the program behind it.',
  'error.timeout.title': 'The provider did not answer in time',
  'error.timeout.text': 'No answer came in time.',
  'error.unauthorized.title': 'The provider does not accept the token',
  'error.unauthorized.text':
    'The token is missing, wrong or expired. Start the program again with a valid VPS_API_TOKEN.',
  'error.forbidden.title': 'The token may not do this',
  'error.forbidden.text': 'The provider refuses this to the token in use.',
  'error.notFound.title': 'The provider does not know it',
  'error.notFound.text': 'The provider says that it does not exist.',
  'error.conflict.title': 'Something else is under way',
  'error.conflict.text': 'The provider refuses, because something else is under way.',
  'error.validation.title': 'The provider did not accept this',
  'error.validation.text': 'The provider did not accept what was sent.',
  'error.retryIn': 'Trying again in {duration}.',
  'error.retryNow': 'Trying again…',
  'error.rateLimited.title': 'Too many requests',
  'error.rateLimited.text': 'The provider asks for a pause.',
  'error.rateLimited.wait': 'The provider asks for a pause of {duration}.',
  'error.server.title': 'The provider has a problem',
  'error.server.text': 'The provider answered with an error of its own ({status}).',
  'error.contract.title': 'The answer could not be understood',
  'error.contract.text': 'The provider answered in a form that this program does not know.',
  'error.refusedHere.title': 'The program behind this page refused',
  'error.refusedHere.text': 'The program behind this page did not pass this on. {detail}',
  'error.unknown.title': 'Something went wrong',
  'error.unknown.text': 'An unexpected fault in this program.',
  'error.said': 'The provider says: “{detail}”',

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
} as const satisfies Record<string, Message>;
