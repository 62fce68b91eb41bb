import type { sessionEn } from './messages-session-en';
import type { Message } from './translate';

/** Part of `messages-nl.ts`. */
export const sessionNl = {
  'signIn.title': 'Aanmelden',
  'signIn.intro': 'Je meldt je aan met een API-token van je account bij {provider}.',
  'signIn.token': 'API-token',
  'signIn.tokenHint': 'Het begint met vps_. Je maakt er een in het controlepaneel, onder API-tokens.',
  'signIn.show': 'Token tonen',
  'signIn.submit': 'Aanmelden',
  'signIn.submitting': 'Navragen bij de provider…',
  'signIn.empty': 'Plak eerst een API-token.',
  'signIn.notAToken': 'Dit is geen API-token: die beginnen met vps_ en hebben geen spaties.',
  'signIn.refused': 'Niet aangemeld. {detail}',
  'signIn.cookieTitle': 'Je browser weigert de cookie van deze pagina',
  'signIn.cookie':
    'Een aanmelding wordt in een cookie bewaard. Sta cookies toe voor {host} en meld je opnieuw aan. Niemand wordt ermee gevolgd.',
  'signIn.limitedTitle': 'Te vaak mislukt',
  'signIn.limited': 'Over {duration} kun je het weer proberen.',
  'signIn.busyTitle': 'Er melden zich nu te veel mensen tegelijk aan',
  'signIn.busy':
    'Jouw aanmelding is niet geprobeerd en telt niet als mislukt. Over {duration} kun je het weer proberen.',
  'signIn.promise':
    'Het token gaat naar het programma achter deze pagina en wordt daar versleuteld bewaard. Deze browser bewaart het niet.',
  'signIn.reason.expired':
    'Je bent afgemeld: de aanmelding is te lang niet gebruikt, of beëindigd. Wat je had ingetypt, staat er nog.',
  'signIn.reason.ended':
    'De provider accepteert het token waarmee je was aangemeld niet meer. Wat je had ingetypt, staat er nog; meld je aan met een ander token.',

  'session.ending.idle':
    'Over {duration} word je afgemeld, omdat deze pagina niet wordt gebruikt. Wat je hebt ingetypt, blijft bewaard.',
  'session.ending.limit':
    'Over {duration} word je afgemeld: deze aanmelding heeft zo lang geduurd als mag. Wat je hebt ingetypt, blijft bewaard.',
  'session.ending.stay': 'Aangemeld blijven',
  'session.ending.stays': 'Je blijft aangemeld.',
  'session.ending.failed': 'Het programma kon niet worden gevraagd: {reason}',
  'session.since': 'Aangemeld sinds',
  'session.until': 'Aangemeld tot',
  'session.untilValue': '{duration} zonder gebruik, uiterlijk {time}',
  'session.signOut': 'Afmelden',
  'session.signOutFailed': 'Je bent nog aangemeld. {reason}',
  'readOnly.card.title': 'Alleen lezen',
  'readOnly.card.label': 'Niets wijzigen vanuit deze browser',
  'readOnly.card.hint':
    'Maken, herstellen en verwijderen worden geweigerd tot je dit uitzet of de browser sluit. Anderen merken er niets van.',
  'readOnly.card.on': 'Alleen lezen: deze browser wijzigt niets meer.',
  'readOnly.card.off': 'Wijzigen kan weer.',
  'readOnly.card.failed': 'Dit kon niet worden omgezet: {reason}',
} as const satisfies Record<keyof typeof sessionEn, Message>;
