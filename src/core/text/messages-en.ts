import { activityEn } from './messages-activity-en';
import { alertsEn } from './messages-alerts-en';
import { firstEn } from './messages-first-en';
import { sessionEn } from './messages-session-en';
import { workflowEn } from './messages-workflow-en';
import type { Message } from './translate';

/**
 * Every sentence of the product in English. The keys are the type of all messages; `messages-nl.ts` has the
 * same keys and placeholders (a test watches). Names in braces are filled in; no markup.
 */
export const messagesEn = {
  ...firstEn,
  ...activityEn,
  ...alertsEn,
  ...sessionEn,
  ...workflowEn,

  'demo.dialogTitle': 'Connect your own account',
  'demo.dialogIntro':
    'Everything you see comes from an embedded provider with made-up servers. To manage real backups, stop the program and start it again with your API token:',
  'demo.dialogToken':
    'Make the token in the VPS.org control panel (API tokens). The program keeps it; this browser never sees it.',
  'demo.dialogOther': 'For another base address, set VPS_API_URL as well.',

  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.copy': 'Copy',
  'action.copied': 'Copied',
  'action.copyId': 'Copy id',
  'action.copyCurlList': 'Copy as curl: list',
  'action.copyCurlRestore': 'Copy as curl: restore',
  'action.copyCurlDelete': 'Copy as curl: delete',
  'action.show': 'Show',

  'backups.copied.id': 'Id {id} copied.',
  'backups.copied.curlDemo':
    'The curl command is on your clipboard. It goes to this demo, not to a real server.',
  'backups.copied.curl': 'The curl command is on your clipboard. It reads your token from $VPS_API_TOKEN.',
  'backups.copied.failed': 'The browser did not allow copying.',

  'create.title': 'Create backup',
  'create.titleFor': 'Back up {server}',
  'create.intro':
    'A manual backup of the whole server. It does not expire and takes one of the {slots} manual slots of that server.',
  'create.server': 'Server',
  'create.serverPlaceholder': 'Choose a server',
  'create.serverRequired': 'Choose the server to back up.',
  'create.serverUnnamed': 'No single server has this name. Choose one from the list.',
  'create.description': 'Description',
  'create.descriptionHint':
    'Optional. What is about to change? “Before the kernel upgrade” helps more than a date.',
  'create.slots': 'Manual slots',
  'create.slotsUsed': '{used} of {total} used',
  'create.slotsAfter': 'This one takes slot {slot} of {total}.',
  'create.slotsFull':
    '{server} has all {total} manual slots in use. The provider refuses another one; delete a manual backup of this server first.',
  'create.slotsFullLink': 'Show its manual backups',
  'create.slotsPartial': 'The list is not complete: more slots may be in use.',
  'create.alreadyRunning': 'A backup of {server} is running already (#{id}, started: {time}).',
  'create.restoring':
    '{server} is being restored right now. A backup made meanwhile would be a mix of two states; make it once the restore has ended.',
  'create.submit': 'Create backup',
  'create.submitting': 'Creating…',
  'create.started': 'Backup requested: #{id} of {server}.',
  'create.unknown.title': 'It is not known whether the backup was started.',
  'create.unknown.text':
    '{reason} The request for {server} may have reached the provider. It was not sent again.',
  'create.unknown.found':
    'A new backup is there: #{id}, {status}, created {time}. That is probably this one.',
  'create.unknown.notFound':
    'The backups of {server} were read again: no new one is to be seen yet. It can still appear.',
  'create.unknown.reading': 'Reading the backups of {server} again…',
  'create.unknown.readFailed': 'The backups could not be read again: {reason}',
  'create.unknown.another': 'Create another',
  'create.unknown.again': 'Send again',
  'create.unknown.look': 'Look again',
  'create.refused': 'No backup was started. {reason}',

  'delete.title': 'Delete backup',
  'delete.intro': 'It is gone for good: the provider keeps no copy.',
  'delete.runningNote': 'This backup is still being made. If you delete it now, it will not be completed.',
  'delete.submit': 'Delete backup',
  'delete.submitting': 'Deleting…',
  'delete.done': 'Backup {id} of {server} is deleted.',
  'delete.alreadyGone': 'Backup {id} of {server} was already gone.',
  'delete.refused': 'The backup was not deleted. {reason}',
  'delete.unknown':
    'It is not known whether the backup was deleted. {reason} Deleting it once more does no harm.',

  'restore.title': 'Restore {server}',
  'restore.intro': 'The disk of this server is replaced by backup #{id}.',
  'restore.lost': 'Everything written since then is lost: {duration}, since {since}.',
  'restore.lostUnknown': 'Everything written since then is lost. When this backup was made is unknown.',
  'restore.newest': 'This is the newest backup of the server.',
  'restore.downtime': 'How long the server will be unavailable is not known; the provider does not say.',
  'restore.confirmLabel': 'Type {server} to confirm',
  'restore.mismatch': 'This is not the name of the server.',
  'restore.submit': 'Restore server',
  'restore.submitting': 'Sending…',
  'restore.checking': 'Reading the backup and the server again…',
  'restore.checkFailed': 'The backup could not be read again, so nothing can be restored now. {reason}',
  'restore.serverUnknown': 'The server could not be read, so its address and status are unknown. {reason}',
  'restore.gone': 'Backup {id} no longer exists at the provider. Nothing can be restored from it.',
  'restore.unseen':
    'Backup {id} was not found, but the list that the provider sent is not complete: it may exist all the same. Nothing was sent.',
  'restore.otherServer':
    'The provider now says that backup {id} belongs to another server. Nothing was sent.',
  'restore.started': 'Restore requested: {server} from backup #{id}.',
  'restore.finished': 'Restore of {server} has ended. Its status is now: {status}.',
  'restore.end.failed': 'Restore failed: {server} is in an error state.',
  'restore.end.unseen': 'The end of the restore of {server} was not seen. Check the server.',
  'restore.failed.title': 'Restore failed',
  'restore.failed.text':
    'The provider reports this server in an error state after its restore, so it may not work and its disk may be incomplete. Restore another backup, or ask the provider’s support for help.',
  'restore.failed.restore': 'Restore backup #{id}',
  'restore.refused': 'Nothing was restored. {reason}',
  'restore.unknown':
    'It is not known whether the restore has begun. {reason} It was not sent again. Look at the server before you try again.',
  'restore.running': '{server} is being restored right now. Wait until that has ended.',

  'facts.server': 'Server',
  'facts.backup': 'Backup',
  'facts.recoveryPoint': 'Recovery point',
  'facts.created': 'Created',
  'facts.age': 'Age',
  'facts.expires': 'Expires',
  'facts.description': 'Description',
  'facts.addressUnknown': 'address unknown',
  'facts.account': 'Account',
  'facts.serverStatus': 'Server status',

  'gone.title': 'Backup {id} is not in the list',
  'gone.text':
    'It was deleted, has expired, or belongs to an account that this token cannot see. Nothing was changed.',
  'gone.textPartial':
    'The list that the provider sent is not complete, so the backup may exist all the same. Nothing was changed.',

  'follow.completed': 'Backup {id} of {server} is completed ({size}).',
  'follow.suspicious': 'Backup {id} of {server} is completed but suspicious. {why}',
  'follow.completedNoSize': 'Backup {id} of {server} is completed; the provider gives no size.',
  'follow.failed': 'Backup {id} of {server} failed.',
  'follow.ended': 'Backup {id} of {server} has ended as “{status}”.',
  'follow.vanished':
    'Backup {id} of {server} was running and is no longer in the list. How it ended is not known.',
  'follow.many': {
    one: '{count} backup has ended: {completed} completed, {failed} failed, {other} otherwise.',
    other: '{count} backups have ended: {completed} completed, {failed} failed, {other} otherwise.',
  },

  'overview.counts': '{manual} manual, {automatic} automatic',

  'server.loading': 'Server',
  'server.notFound.title': 'There is no server {id}',
  'server.notFound.text': 'The provider knows no server with this id, and no backup names it.',
  'server.facts': 'Facts',
  'server.address': 'Address',
  'server.hostname': 'Host name',
  'server.location': 'Location',
  'server.plan': 'Plan',
  'server.planText': '{name}: {vcpus} vCPU, {memory} memory, {storage} storage',
  'server.os': 'Operating system',
  'server.created': 'Created',
  'server.factsUnknown': 'What kind of server this is cannot be read: {reason}',
  'server.newestGood': 'Newest good backup',
  'server.noGood': 'none',
  'server.stored': 'Stored',
  'server.slots': 'Manual slots',
  'server.backups': 'Backups of this server',
  'server.restoring':
    'This server is being restored. Its status comes from the provider and is read again every few seconds.',
  'server.gone': 'The provider does not name this server any more. Its backups are still there.',

  'settings.title': 'Settings',
  'settings.language': 'Language',
  'settings.languageAuto': 'Same as the browser ({language})',
  'settings.theme': 'Theme',
  'settings.themeSystem': 'System',
  'settings.themeLight': 'Light',
  'settings.themeDark': 'Dark',
  'settings.timeZone': 'Times shown in',
  'settings.timeZoneLocal': 'Local time ({zone})',
  'settings.timeZoneUtc': 'UTC',
  'settings.remembered': 'Remembered in this browser only.',
  'settings.notRemembered':
    'This browser does not let the choice be stored; it lasts until the page is closed.',
  'settings.appearance': 'Appearance',
  'settings.account': 'Account',
  'settings.accountIntro': 'Read from the provider with the token that the gateway holds.',
  'settings.email': 'E-mail',
  'settings.permissions': 'Permissions',
  'settings.permissionsUnknown': 'not stated by the provider',
  'settings.provider': 'Provider',
  'settings.providerSandbox': 'Sandbox (demo data)',
  'settings.version': 'Version',
  'settings.sandbox': 'Sandbox',
  'settings.sandboxIntro':
    'Call up trouble on purpose and see how the app takes it. Only here, never at the real provider.',
  'settings.scenario': 'Trouble',
  'settings.scenarioNone': 'None, everything works',
  'settings.clock': 'Clock of the sandbox',
  'settings.advance': 'Move on by a day',
  'settings.reset': 'Start over with fresh demo data',
  'settings.resetDone': 'The demo data is fresh again.',
  'settings.advanced': 'The clock of the sandbox has moved on by a day.',
  'settings.scenarioSet': 'From now on: {scenario}.',

  'scenario.slow': 'Slow answers',
  'scenario.cut': 'Connections are cut',
  'scenario.rate-limited': 'Too many requests (429)',
  'scenario.server-error': 'Server errors (500)',
  'scenario.html': 'HTML instead of JSON (502)',
  'scenario.expired-token': 'The token has expired (401)',
  'scenario.failing-backup': 'Backups fail',
  'scenario.failing-restore': 'Restores fail',

  'shortcuts.title': 'Keyboard',
  'shortcuts.search': 'Search',
  'shortcuts.create': 'Create backup',
  'shortcuts.rows': 'Go from row to row',
  'shortcuts.ends': 'First and last row',
  'shortcuts.inRow': 'To the buttons of the row',
  'shortcuts.help': 'This list',
  'shortcuts.close': 'Close a dialog',

  'fleet.wallMore': { one: 'and {count} more', other: 'and {count} more' },
  'fleet.wallLeave': 'Leave the wall screen',
  'fleet.updated': 'Read at {time}',

  'server.protection': 'Protection',
  'server.calendar': 'Days',
  'server.calendarSince': 'since {date}',
  'server.calendarKeys': 'Arrow keys: from day to day and from week to week.',
  'server.calendarOlder': {
    one: '{count} older backup, of {date}',
    other: '{count} older backups, the oldest of {date}',
  },
  'server.trend': 'Size over time',
  'server.trendTable': 'Show as a table',
  'server.trendChart': 'Show as a chart',
  'server.trendEmpty': 'No completed backup with a known size yet.',
  'server.trendUnknownSizes': {
    one: '{count} completed backup is not drawn: its size is unknown.',
    other: '{count} completed backups are not drawn: their size is unknown.',
  },
  'server.trendUndated': {
    one: '{count} backup is not drawn: it has no readable date.',
    other: '{count} backups are not drawn: they have no readable date.',
  },
  'server.trendSummary':
    'Sizes of {count} backups from {from} to {to}: between {min} and {max}, the newest {latest}.',
  'server.trendAutomatic': 'Automatic',
  'server.trendManual': 'Manual',
  'server.trendFailed': 'Failed',
  'server.trendKeys': 'Arrow keys: from backup to backup.',
  'server.before': 'State before…',
  'server.beforeIntro':
    'When did it go wrong? Pick that moment, and get the newest good backup from before it.',
  'server.beforeLabel': 'Moment of the incident or change',
  'server.beforeZone': 'in {zone}',
  'server.beforeFound': 'Backup #{id}, made {date}, {duration} before that moment.',
  'server.beforeLostBefore':
    'Lost from before the moment: what was written in the {duration} between backup and moment.',
  'server.beforeLostAfter': 'Lost from after it: everything written in the {duration} since the moment.',
  'server.beforeNextGood': 'The next good backup after the moment is #{id} ({date}).',
  'server.beforeNoNext': 'There is no good backup after the moment.',
  'server.beforeNone': 'There is no good backup from before that moment.',
  'server.beforeNoneKnown': 'No good backup is known to be from before that moment.',
  'server.beforeUnplaced': {
    one: '{count} good backup has no believable date; it may be from before that moment or after it.',
    other: '{count} good backups have no believable date; they may be from before that moment or after it.',
  },
  'server.beforeFuture': 'That moment is still to come.',
  'server.restoreThis': 'Restore this backup',

  'notify.title': 'Notifications',
  'notify.text':
    'Tell me outside this page when a backup or restore that I started here ends while the tab is hidden.',
  'notify.allow': 'Allow notifications',
  'notify.on': 'On for this browser.',
  'notify.off': 'Turn off',
  'notify.denied':
    'This browser refuses notifications for this page. They can be allowed in its site settings.',
  'notify.unsupported': 'This browser has no notifications.',
} as const satisfies Record<string, Message>;

export type Messages = { readonly [Key in keyof typeof messagesEn]: Message };
export type MessageKey = keyof typeof messagesEn;
