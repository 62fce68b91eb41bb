import type { Message } from './translate';

/** Signing in and out. Part of `messages-en.ts`. */
export const sessionEn = {
  'signIn.title': 'Sign in',
  'signIn.intro': 'You sign in with an API token of your account at {provider}.',
  'signIn.token': 'API token',
  'signIn.tokenHint': 'It begins with vps_. You make one in the control panel, under API tokens.',
  'signIn.show': 'Show the token',
  'signIn.submit': 'Sign in',
  'signIn.submitting': 'Checking with the provider…',
  'signIn.empty': 'Paste an API token first.',
  'signIn.notAToken': 'This is not an API token: those begin with vps_ and have no spaces.',
  'signIn.refused': 'Not signed in. {detail}',
  'signIn.cookieTitle': 'Your browser refuses the cookie of this page',
  'signIn.cookie':
    'A sign-in is kept in a cookie. Allow cookies for {host}, then sign in again. Nobody is tracked with it.',
  'signIn.limitedTitle': 'Too many failed sign-ins',
  'signIn.limited': 'The next one is possible in {duration}.',
  'signIn.busyTitle': 'Too many people are signing in at this moment',
  'signIn.busy': 'Yours was not tried, and does not count as failed. It is possible again in {duration}.',
  'signIn.promise':
    'The token goes to the program behind this page and is kept there, encrypted. This browser does not keep it.',
  'signIn.reason.expired':
    'You were signed out: the sign-in was unused for too long, or has ended. What you typed is still there.',
  'signIn.reason.ended':
    'The provider no longer accepts the token you signed in with. What you typed is still there; sign in with another token.',

  'session.ending.idle':
    'You will be signed out in {duration}, because this page is not being used. What you typed is kept.',
  'session.ending.limit':
    'You will be signed out in {duration}: this sign-in has lasted as long as it may. What you typed is kept.',
  'session.ending.stay': 'Stay signed in',
  'session.ending.stays': 'You stay signed in.',
  'session.ending.failed': 'The program could not be asked: {reason}',
  'session.since': 'Signed in since',
  'session.until': 'Signed in until',
  'session.untilValue': '{duration} without use, at the latest {time}',
  'session.signOut': 'Sign out',
  'session.signOutFailed': 'You are still signed in. {reason}',
  'readOnly.card.title': 'Read-only',
  'readOnly.card.label': 'Change nothing from this browser',
  'readOnly.card.hint':
    'Creating, restoring and deleting are refused until you switch this off or close the browser. Others are not affected.',
  'readOnly.card.on': 'Read-only: this browser changes nothing any more.',
  'readOnly.card.off': 'Changes are possible again.',
  'readOnly.card.failed': 'This could not be switched: {reason}',
} as const satisfies Record<string, Message>;
