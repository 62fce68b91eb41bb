import { activityNl } from './messages-activity-nl';
import { alertsNl } from './messages-alerts-nl';
import type { Messages } from './messages-en';
import { firstNl } from './messages-first-nl';
import { sessionNl } from './messages-session-nl';
import { workflowNl } from './messages-workflow-nl';

/**
 * Every sentence of the product in Dutch, in the order of `messages-en.ts`. Fixed terms: back-up, server,
 * handmatig, automatisch, herstellen, verwijderen, herstelpunt, verloopt, handmatige plek, aanbieder, token.
 */
export const messagesNl = {
  ...firstNl,
  ...activityNl,
  ...alertsNl,
  ...sessionNl,
  ...workflowNl,

  'demo.dialogTitle': 'Je eigen account verbinden',
  'demo.dialogIntro':
    'Alles wat je ziet komt van een ingebouwde aanbieder met verzonnen servers. Wil je echte back-ups beheren, stop het programma dan en start het opnieuw met je API-token:',
  'demo.dialogToken':
    'Maak het token aan in het configuratiescherm van VPS.org (API tokens). Het programma bewaart het; deze browser krijgt het nooit te zien.',
  'demo.dialogOther': 'Gebruik je een ander basisadres, stel dan ook VPS_API_URL in.',

  'action.cancel': 'Annuleren',
  'action.close': 'Sluiten',
  'action.copy': 'Kopiëren',
  'action.copied': 'Gekopieerd',
  'action.copyId': 'ID kopiëren',
  'action.copyCurlList': 'Kopiëren als curl: lijst',
  'action.copyCurlRestore': 'Kopiëren als curl: herstellen',
  'action.copyCurlDelete': 'Kopiëren als curl: verwijderen',
  'action.show': 'Bekijken',

  'backups.copied.id': 'ID {id} gekopieerd.',
  'backups.copied.curlDemo':
    'De curl-opdracht staat op je klembord. Hij gaat naar deze demo, niet naar een echte server.',
  'backups.copied.curl': 'De curl-opdracht staat op je klembord. Je token wordt gelezen uit $VPS_API_TOKEN.',
  'backups.copied.failed': 'De browser stond kopiëren niet toe.',

  'create.title': 'Back-up maken',
  'create.titleFor': 'Back-up maken van {server}',
  'create.intro':
    'Een handmatige back-up van de hele server. Hij verloopt niet en neemt een van de {slots} handmatige plekken van die server in.',
  'create.server': 'Server',
  'create.serverPlaceholder': 'Kies een server',
  'create.serverRequired': 'Kies de server waarvan je een back-up wilt maken.',
  'create.serverUnnamed': 'Dit is niet de naam van één server. Kies een server uit de lijst.',
  'create.description': 'Omschrijving',
  'create.descriptionHint':
    'Niet verplicht. Wat ga je veranderen? “Voor de kernelupgrade” zegt meer dan een datum.',
  'create.slots': 'Handmatige plekken',
  'create.slotsUsed': '{used} van {total} in gebruik',
  'create.slotsAfter': 'Deze krijgt plek {slot} van {total}.',
  'create.slotsFull':
    'Alle {total} handmatige plekken van {server} zijn in gebruik. De aanbieder weigert er nog een; verwijder eerst een handmatige back-up van deze server.',
  'create.slotsFullLink': 'Handmatige back-ups tonen',
  'create.slotsPartial': 'De lijst is niet volledig: er kunnen meer plekken in gebruik zijn.',
  'create.alreadyRunning': 'Er wordt al een back-up van {server} gemaakt (#{id}, begonnen: {time}).',
  'create.restoring':
    '{server} wordt nu hersteld. Een back-up van nu zou een mengsel van twee toestanden zijn; maak hem als het herstel klaar is.',
  'create.submit': 'Back-up maken',
  'create.submitting': 'Versturen…',
  'create.started': 'Back-up aangevraagd: #{id} van {server}.',
  'create.unknown.title': 'Het is niet bekend of de back-up is begonnen.',
  'create.unknown.text':
    '{reason} De aanvraag voor {server} kan de aanbieder bereikt hebben. Er is niets opnieuw verstuurd.',
  'create.unknown.found':
    'Er staat een nieuwe back-up: #{id}, {status}, gemaakt: {time}. Dat is waarschijnlijk deze.',
  'create.unknown.notFound':
    'De back-ups van {server} zijn opnieuw opgehaald: er staat nog geen nieuwe bij. Die kan nog verschijnen.',
  'create.unknown.reading': 'De back-ups van {server} worden opnieuw opgehaald…',
  'create.unknown.readFailed': 'De back-ups konden niet opnieuw worden opgehaald: {reason}',
  'create.unknown.another': 'Nog een maken',
  'create.unknown.again': 'Opnieuw versturen',
  'create.unknown.look': 'Opnieuw kijken',
  'create.refused': 'Er is geen back-up begonnen. {reason}',

  'delete.title': 'Back-up verwijderen',
  'delete.intro': 'Dit is definitief: de aanbieder bewaart geen kopie.',
  'delete.runningNote': 'Deze back-up wordt nog gemaakt. Verwijder je hem nu, dan wordt hij niet voltooid.',
  'delete.submit': 'Back-up verwijderen',
  'delete.submitting': 'Verwijderen…',
  'delete.done': 'Back-up {id} van {server} is verwijderd.',
  'delete.alreadyGone': 'Back-up {id} van {server} was al weg.',
  'delete.refused': 'De back-up is niet verwijderd. {reason}',
  'delete.unknown':
    'Het is niet bekend of de back-up is verwijderd. {reason} Nog een keer verwijderen kan geen kwaad.',

  'restore.title': '{server} herstellen',
  'restore.intro': 'De schijf van deze server wordt vervangen door back-up #{id}.',
  'restore.lost': 'Alles wat sindsdien is geschreven, gaat verloren: {duration}, sinds {since}.',
  'restore.lostUnknown':
    'Alles wat sindsdien is geschreven, gaat verloren. Wanneer deze back-up is gemaakt, is niet bekend.',
  'restore.newest': 'Dit is de nieuwste back-up van de server.',
  'restore.downtime': 'Hoelang de server niet bereikbaar is, is niet bekend; de aanbieder zegt het niet.',
  'restore.confirmLabel': 'Typ {server} ter bevestiging',
  'restore.mismatch': 'Dit is niet de naam van de server.',
  'restore.submit': 'Server herstellen',
  'restore.submitting': 'Versturen…',
  'restore.checking': 'De back-up en de server worden opnieuw opgehaald…',
  'restore.checkFailed':
    'De back-up kon niet opnieuw worden opgehaald, dus er kan nu niets worden hersteld. {reason}',
  'restore.serverUnknown':
    'De server kon niet worden opgehaald, dus het adres en de status zijn niet bekend. {reason}',
  'restore.gone': 'Back-up {id} bestaat niet meer bij de aanbieder. Er valt niets mee te herstellen.',
  'restore.unseen':
    'Back-up {id} is niet gevonden, maar de lijst die de aanbieder stuurde is niet volledig: hij kan er toch zijn. Er is niets verstuurd.',
  'restore.otherServer':
    'De aanbieder zegt nu dat back-up {id} bij een andere server hoort. Er is niets verstuurd.',
  'restore.started': 'Terugzetten aangevraagd: {server}, back-up #{id}.',
  'restore.finished': 'Het herstellen van {server} is afgelopen. De status is nu: {status}.',
  'restore.end.failed': 'Terugzetten mislukt: {server} is in storing.',
  'restore.end.unseen': 'Het einde van het terugzetten van {server} is niet gezien. Controleer de server.',
  'restore.failed.title': 'Terugzetten mislukt',
  'restore.failed.text':
    'Volgens de provider is deze server in storing na het terugzetten: hij werkt misschien niet en de schijf kan onvolledig zijn. Zet een andere back-up terug of vraag de provider om hulp.',
  'restore.failed.restore': 'Back-up #{id} terugzetten',
  'restore.refused': 'Er is niets hersteld. {reason}',
  'restore.unknown':
    'Het is niet bekend of het herstellen is begonnen. {reason} Er is niets opnieuw verstuurd. Kijk eerst hoe de server eraan toe is voordat je het nog eens probeert.',
  'restore.running': '{server} wordt op dit moment hersteld. Wacht tot dat is afgelopen.',

  'facts.server': 'Server',
  'facts.backup': 'Back-up',
  'facts.recoveryPoint': 'Herstelpunt',
  'facts.created': 'Gemaakt',
  'facts.age': 'Leeftijd',
  'facts.expires': 'Verloopt',
  'facts.description': 'Omschrijving',
  'facts.addressUnknown': 'adres onbekend',
  'facts.account': 'Account',
  'facts.serverStatus': 'Serverstatus',

  'gone.title': 'Back-up {id} staat niet in de lijst',
  'gone.text':
    'De back-up is verwijderd, is verlopen of hoort bij een account dat dit token niet kan zien. Er is niets gewijzigd.',
  'gone.textPartial':
    'De lijst die de aanbieder stuurde is niet volledig, dus de back-up kan er toch zijn. Er is niets veranderd.',

  'follow.completed': 'Back-up {id} van {server} is voltooid ({size}).',
  'follow.suspicious': 'Back-up {id} van {server} is klaar, maar verdacht. {why}',
  'follow.completedNoSize': 'Back-up {id} van {server} is voltooid; de aanbieder noemt geen grootte.',
  'follow.failed': 'Back-up {id} van {server} is mislukt.',
  'follow.ended': 'Back-up {id} van {server} is geëindigd als “{status}”.',
  'follow.vanished':
    'Back-up {id} van {server} was bezig en staat niet meer in de lijst. Hoe het is afgelopen, is niet bekend.',
  'follow.many': {
    one: '{count} back-up is klaar: {completed} voltooid, {failed} mislukt, {other} anders geëindigd.',
    other: '{count} back-ups zijn klaar: {completed} voltooid, {failed} mislukt, {other} anders geëindigd.',
  },

  'overview.counts': '{manual} handmatig, {automatic} automatisch',

  'server.loading': 'Server',
  'server.notFound.title': 'Server {id} bestaat niet',
  'server.notFound.text': 'De aanbieder kent geen server met dit ID en geen enkele back-up noemt hem.',
  'server.facts': 'Gegevens',
  'server.address': 'Adres',
  'server.hostname': 'Hostnaam',
  'server.location': 'Locatie',
  'server.plan': 'Pakket',
  'server.planText': '{name}: {vcpus} vCPU, geheugen {memory}, opslag {storage}',
  'server.os': 'Besturingssysteem',
  'server.created': 'Aangemaakt',
  'server.factsUnknown': 'Wat voor server dit is, kon niet worden opgehaald: {reason}',
  'server.newestGood': 'Nieuwste goede back-up',
  'server.noGood': 'geen',
  'server.stored': 'Opgeslagen',
  'server.slots': 'Handmatige plekken',
  'server.backups': 'Back-ups van deze server',
  'server.restoring':
    'Deze server wordt hersteld. De status komt van de aanbieder en wordt elke paar seconden opnieuw opgehaald.',
  'server.gone': 'De aanbieder noemt deze server niet meer. De back-ups ervan zijn er nog.',

  'settings.title': 'Instellingen',
  'settings.language': 'Taal',
  'settings.languageAuto': 'Zoals de browser ({language})',
  'settings.theme': 'Thema',
  'settings.themeSystem': 'Systeem',
  'settings.themeLight': 'Licht',
  'settings.themeDark': 'Donker',
  'settings.timeZone': 'Tijden tonen in',
  'settings.timeZoneLocal': 'Lokale tijd ({zone})',
  'settings.timeZoneUtc': 'UTC',
  'settings.remembered': 'Alleen in deze browser onthouden.',
  'settings.notRemembered':
    'Deze browser laat niet toe dat de keuze wordt bewaard; ze geldt tot je de pagina sluit.',
  'settings.appearance': 'Weergave',
  'settings.account': 'Account',
  'settings.accountIntro': 'Opgehaald bij de aanbieder met het token dat de gateway bewaart.',
  'settings.email': 'E-mail',
  'settings.permissions': 'Rechten',
  'settings.permissionsUnknown': 'niet vermeld door de aanbieder',
  'settings.provider': 'Aanbieder',
  'settings.providerSandbox': 'Testomgeving (demogegevens)',
  'settings.version': 'Versie',
  'settings.sandbox': 'Testomgeving',
  'settings.sandboxIntro':
    'Roep met opzet een storing op en kijk hoe de app ermee omgaat. Alleen hier, nooit bij de echte aanbieder.',
  'settings.scenario': 'Storing',
  'settings.scenarioNone': 'Geen, alles werkt',
  'settings.clock': 'Klok van de testomgeving',
  'settings.advance': 'Een dag vooruit',
  'settings.reset': 'Opnieuw met verse demogegevens',
  'settings.resetDone': 'De demogegevens zijn weer vers.',
  'settings.advanced': 'De klok van de testomgeving staat een dag verder.',
  'settings.scenarioSet': 'Vanaf nu: {scenario}.',

  'scenario.slow': 'Trage antwoorden',
  'scenario.cut': 'Verbindingen worden verbroken',
  'scenario.rate-limited': 'Te veel aanvragen (429)',
  'scenario.server-error': 'Serverfouten (500)',
  'scenario.html': 'HTML in plaats van JSON (502)',
  'scenario.expired-token': 'Het token is verlopen (401)',
  'scenario.failing-backup': 'Back-ups mislukken',
  'scenario.failing-restore': 'Herstellen mislukt',

  'shortcuts.title': 'Toetsenbord',
  'shortcuts.search': 'Zoeken',
  'shortcuts.create': 'Back-up maken',
  'shortcuts.rows': 'Van rij naar rij',
  'shortcuts.ends': 'Eerste en laatste rij',
  'shortcuts.inRow': 'Naar de knoppen van de rij',
  'shortcuts.help': 'Deze lijst',
  'shortcuts.close': 'Een venster sluiten',

  'fleet.wallMore': { one: 'en nog {count}', other: 'en nog {count}' },
  'fleet.wallLeave': 'Wandscherm verlaten',
  'fleet.updated': 'Gelezen om {time}',

  'server.protection': 'Bescherming',
  'server.calendar': 'Dagen',
  'server.calendarSince': 'vanaf {date}',
  'server.calendarKeys': 'Pijltoetsen: van dag naar dag en van week naar week.',
  'server.calendarOlder': {
    one: '{count} oudere back-up, van {date}',
    other: '{count} oudere back-ups, de oudste van {date}',
  },
  'server.trend': 'Grootte in de tijd',
  'server.trendTable': 'Toon als tabel',
  'server.trendChart': 'Toon als grafiek',
  'server.trendEmpty': 'Nog geen voltooide back-up met een bekende grootte.',
  'server.trendUnknownSizes': {
    one: '{count} voltooide back-up ontbreekt hier: de grootte is onbekend.',
    other: '{count} voltooide back-ups ontbreken hier: de grootte is onbekend.',
  },
  'server.trendUndated': {
    one: '{count} back-up ontbreekt hier: er is geen leesbare datum.',
    other: '{count} back-ups ontbreken hier: er is geen leesbare datum.',
  },
  'server.trendSummary':
    'Grootte van {count} back-ups van {from} tot {to}: tussen {min} en {max}, de nieuwste {latest}.',
  'server.trendAutomatic': 'Automatisch',
  'server.trendManual': 'Handmatig',
  'server.trendFailed': 'Mislukt',
  'server.trendKeys': 'Pijltoetsen: van back-up naar back-up.',
  'server.before': 'Toestand vóór…',
  'server.beforeIntro': 'Wanneer ging het mis? Kies dat moment en zie de nieuwste goede back-up van ervoor.',
  'server.beforeLabel': 'Moment van het incident of de wijziging',
  'server.beforeZone': 'in {zone}',
  'server.beforeFound': 'Back-up #{id}, gemaakt {date}, {duration} vóór dat moment.',
  'server.beforeLostBefore':
    'Verloren van vóór het moment: wat geschreven is in de {duration} tussen back-up en moment.',
  'server.beforeLostAfter': 'Verloren van erna: alles wat geschreven is in de {duration} sinds het moment.',
  'server.beforeNextGood': 'De eerste goede back-up na het moment is #{id} ({date}).',
  'server.beforeNoNext': 'Na het moment is er geen goede back-up.',
  'server.beforeNone': 'Er is geen goede back-up van vóór dat moment.',
  'server.beforeNoneKnown': 'Van geen goede back-up is bekend dat hij van vóór dat moment is.',
  'server.beforeUnplaced': {
    one: '{count} goede back-up heeft geen geloofwaardige datum; hij kan van vóór of van na dat moment zijn.',
    other:
      '{count} goede back-ups hebben geen geloofwaardige datum; ze kunnen van vóór of van na dat moment zijn.',
  },
  'server.beforeFuture': 'Dat moment moet nog komen.',
  'server.restoreThis': 'Deze back-up herstellen',

  'notify.title': 'Meldingen',
  'notify.text':
    'Laat het me buiten deze pagina weten als een back-up of herstel die ik hier begon klaar is terwijl het tabblad verborgen is.',
  'notify.allow': 'Meldingen toestaan',
  'notify.on': 'Aan voor deze browser.',
  'notify.off': 'Uitzetten',
  'notify.denied':
    'Deze browser weigert meldingen voor deze pagina. In de site-instellingen kun je ze toestaan.',
  'notify.unsupported': 'Deze browser kent geen meldingen.',
} as const satisfies Messages;
