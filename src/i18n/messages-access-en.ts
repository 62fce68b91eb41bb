import type { Message } from './translate';

/** Sentences about what one may do here. */
export const accessEn = {
  'readOnly.title': 'Read-only.',
  'readOnly.reason.setting':
    'The program behind this page was started to change nothing (READ_ONLY). You can look at everything.',
  'readOnly.reason.session':
    'You have switched changes off for this browser. You can look at everything; Settings switches them on again.',
  'readOnly.reason.rights':
    'By its permissions the token may read backups, not change them. You can look at everything.',
  'readOnly.settings': 'Settings',
  'readOnly.card.title': 'Read-only',
  'readOnly.card.label': 'Change nothing from this browser',
  'readOnly.card.hint':
    'Creating, restoring and deleting are refused until you switch this off or close the browser. Others are not affected.',
  'readOnly.card.on': 'Read-only: this browser changes nothing any more.',
  'readOnly.card.off': 'Changes are possible again.',
  'readOnly.card.failed': 'This could not be switched: {reason}',
  'readOnly.refused.title': 'Read-only',
  'readOnly.refused.text': 'Changes are switched off, so nothing was sent to the provider.',
} as const satisfies Record<string, Message>;
