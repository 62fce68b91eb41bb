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
  'readOnly.refused.title': 'Read-only',
  'readOnly.refused.text': 'Changes are switched off, so nothing was sent to the provider.',
} as const satisfies Record<string, Message>;
