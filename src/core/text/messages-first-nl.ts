import { accessNl } from './messages-access-nl';
import type { firstEn } from './messages-first-en';
import { protectionNl } from './messages-protection-nl';
import type { Message } from './translate';

/** The words of the first load in Dutch, in the order of `messages-first-en.ts`. */
export const firstNl = {
  ...accessNl,
  ...protectionNl,

  'app.name': 'VPS Backups',
  'app.skipToContent': 'Naar de inhoud',
  'app.loading': 'Laden…',
  'app.offline':
    'Deze browser is offline. Wat je ziet kan verouderd zijn; het wordt vanzelf ververst zodra er weer verbinding is.',
  'app.servicesFailed':
    'Deze pagina ververst niet vanzelf: een deel van de app kon niet worden geladen. Laad de pagina opnieuw.',

  'nav.main': 'Hoofdmenu',
  'nav.overview': 'Overzicht',
  'nav.backups': 'Back-ups',
  'nav.activity': 'Activiteit',
  'nav.settings': 'Instellingen',

  'demo.title': 'Demogegevens.',
  'demo.text': 'Dit is een ingebouwde vervanger van de aanbieder; niets hier raakt een echte server.',
  'demo.how': 'Je account verbinden',

  'print.note': 'Afgedrukt {time} vanaf {address}',
  'print.cut': 'Alleen de eerste {printed} van {count} rijen zijn afgedrukt.',
  'action.open': 'Openen',
  'action.retry': 'Opnieuw proberen',
  'action.dismiss': 'Melding sluiten',
  'action.more': 'Meer acties voor back-up {id}',
  'action.refresh': 'Verversen',

  'common.never': 'nooit',
  'common.unknown': 'onbekend',
  'common.none': 'geen',
  'common.justNow': 'zojuist',
  'common.list.separator': ' · ',

  'date.months': 'jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.',
  'number.decimalMark': ',',
  'number.groupMark': '.',

  'unit.day': 'd',
  'unit.hour': 'u',
  'unit.minute': 'min',
  'unit.second': 's',

  'type.manual': 'Handmatig',
  'type.automatic': 'Automatisch',

  'status.completed': 'Voltooid',
  'status.in_progress': 'Bezig',
  'status.failed': 'Mislukt',

  'serverStatus.active': 'Actief',
  'serverStatus.stopped': 'Gestopt',
  'serverStatus.suspended': 'Opgeschort',
  'serverStatus.restoring': 'Wordt hersteld',
  'serverStatus.error': 'Fout',

  'backups.title': 'Back-ups',
  'backups.table': 'Back-ups',
  'backups.summary': {
    one: '{count} back-up van {servers}',
    other: '{count} back-ups van {servers}',
  },
  'backups.servers': { one: '{count} server', other: '{count} servers' },
  'backups.shown': '{shown} van {total} getoond',
  'backups.unknownSizes': {
    one: '{count} met onbekende grootte',
    other: '{count} met onbekende grootte',
  },
  'backups.column.server': 'Server',
  'backups.column.backup': 'Back-up',
  'backups.column.type': 'Type',
  'backups.column.status': 'Status',
  'backups.column.size': 'Grootte',
  'backups.column.created': 'Gemaakt',
  'backups.column.expires': 'Verloopt',
  'backups.column.description': 'Omschrijving',
  'backups.column.actions': 'Acties',
  'backups.sortBy': 'Sorteren op',
  'backups.sort.descending': 'aflopend',
  'backups.sort.ascending': 'oplopend',
  'backups.sort.toggle': 'Volgorde omkeren: nu {direction}',
  'backups.row.restore': 'Herstellen',
  'backups.row.delete': 'Verwijderen',
  'backups.row.restoreLabel': 'Back-up {id} herstellen',
  'backups.row.deleteLabel': 'Back-up {id} verwijderen',
  'backups.row.takingLong': '{elapsed}, duurt langer dan normaal',
  'backups.row.noStart': 'bezig, begintijd onbekend',
  'backups.row.createdUnknown': 'tijd onbekend',

  'backups.refused.running': 'Deze back-up wordt nog gemaakt. Herstellen kan zodra hij voltooid is.',
  'backups.refused.failed': 'Deze back-up is mislukt; er is niets om te herstellen.',
  'backups.refused.unknownStatus':
    'De aanbieder noemt deze back-up “{status}”. Alleen voltooide back-ups kun je herstellen.',

  'filters.label': 'Filters',
  'filters.search': 'Zoeken',
  'filters.searchHint': 'Server, ID of omschrijving',
  'filters.clearSearch': 'Zoekopdracht wissen',
  'filters.server': 'Server',
  'filters.allServers': 'Alle servers',
  'filters.type': 'Type',
  'filters.allTypes': 'Alle typen',
  'filters.status': 'Status',
  'filters.anyStatus': 'Elke status',
  'filters.time': 'Gemaakt',
  'filters.anyTime': 'Elke periode',
  'filters.last24h': 'Sinds gisteren',
  'filters.last7': 'Laatste 7 dagen',
  'filters.last30': 'Laatste 30 dagen',
  'filters.custom': 'Van … t/m …',
  'filters.from': 'Van',
  'filters.to': 't/m',
  'filters.rangeWords': '{from} t/m {to} ({zone})',
  'filters.fromWords': 'vanaf {from} ({zone})',
  'filters.toWords': 't/m {to} ({zone})',
  'filters.clearAll': 'Alles wissen',
  'filters.more': { one: 'Filters, {count} actief', other: 'Filters, {count} actief' },
  'filters.noneOpen': 'Filters',

  'combobox.noMatch': 'Geen server gevonden',
  'combobox.open': 'Servers tonen',
  'combobox.clear': 'Keuze wissen',
  'combobox.results': {
    one: '{count} server, kies met de pijltjestoetsen',
    other: '{count} servers, kies met de pijltjestoetsen',
  },

  'list.empty.title': 'Nog geen back-ups',
  'list.empty.text':
    'Zodra er een back-up van een server is gemaakt, volgens het schema van het pakket of door jou, staat die hier.',
  'list.empty.serverTitle': 'Er staat geen back-up van deze server in de lijst',
  'list.empty.serverText': 'Er is er nooit een gemaakt, of ze zijn allemaal verlopen of verwijderd.',
  'list.empty.partialTitle': 'Geen back-up te zien',
  'list.empty.partialText': 'De lijst van de aanbieder is niet volledig: er kunnen toch back-ups zijn.',
  'list.filtered.title': 'Geen back-up past bij deze filters',
  'list.filtered.text': {
    one: 'Ze verbergen {count} back-up.',
    other: 'Ze verbergen {count} back-ups.',
  },
  'list.loading': 'Back-ups laden…',
  'list.stale': 'Verversen is niet gelukt: {reason} Je ziet wat er om {time} is opgehaald.',
  'list.partial':
    'Dit is niet de hele lijst: de aanbieder kondigde {expected} back-ups aan en leverde er {received}.',
  'list.partialUnknown':
    'Dit is niet de hele lijst: de aanbieder stopte voor het einde. Ontvangen back-ups: {received}.',
  'list.skipped': {
    one: '{count} regel van de aanbieder was niet te begrijpen en wordt niet getoond.',
    other: '{count} regels van de aanbieder waren niet te begrijpen en worden niet getoond.',
  },
  'list.updated': 'Bijgewerkt om {time}',

  'create.button': 'Back-up maken',

  'facts.sizeUnknown': 'grootte onbekend',

  'follow.running': { one: '{count} bezig', other: '{count} bezig' },
  'follow.more': { one: 'en nog {count}', other: 'en nog {count}' },
  'follow.title': 'Nu bezig',

  'overview.titleLoading': 'Overzicht',
  'overview.titleNone': 'Geen servers',
  'overview.search': 'Zoeken',
  'overview.searchHint': 'Server, adres of locatie',
  'overview.backUp': 'Back-up',
  'overview.backUpLabel': 'Back-up maken van {server}',
  'overview.serverError': 'Volgens de provider is deze server in storing.',
  'overview.gone': 'Niet meer bij de aanbieder',
  'overview.goneHint': 'De Servers-API noemt deze server niet meer; de back-ups ervan zijn er nog.',
  'overview.serversForbidden':
    'Servers zonder back-up zijn niet te zien: met dit token mag je van de aanbieder geen servers ophalen. {reason}',
  'overview.serversFailed':
    'De lijst met servers kon niet worden opgehaald: {reason} Servers zonder back-up ontbreken hier.',
  'overview.serversPartial':
    'Niet alle servers staan hier. Aangekondigd door de aanbieder: {expected}. Ontvangen: {received}.',
  'overview.serversSkipped': {
    one: '{count} regel van de serverlijst was niet te begrijpen. Die server kan hier ontbreken, en geen enkele heet weg.',
    other:
      '{count} regels van de serverlijst waren niet te begrijpen. Die servers kunnen hier ontbreken, en geen enkele heet weg.',
  },
  'overview.serversStale':
    'De serverlijst kon niet ververst worden: {reason} Je ziet de servers zoals gelezen om {time}.',
  'overview.empty.title': 'Geen servers te zien',
  'overview.empty.text': 'Het account van dit token heeft geen servers en geen back-ups.',

  'settings.token': 'Token',

  'shortcuts.open': 'Sneltoetsen',

  'notFound.title': 'Deze pagina bestaat niet',
  'notFound.text': 'Het adres klopt niet of is verouderd.',
  'notFound.link': 'Naar het overzicht',

  'crash.title': 'Deze pagina is vastgelopen',
  'crash.text':
    'Dat is een fout van dit programma, niet van je back-ups. Probeer het opnieuw; helpt dat niet, herlaad dan de pagina.',
  'crash.partTitle': 'Een deel van de app kon niet worden geladen',
  'crash.partText':
    'De gateway is niet bereikbaar, of is intussen vernieuwd. Er is niets verstuurd. Laad de pagina opnieuw.',
  'crash.reload': 'Pagina herladen',

  'toast.region': 'Meldingen',

  'error.network.title': 'De aanbieder is niet bereikbaar',
  'error.network.text': 'De verbinding met de aanbieder is mislukt.',
  'error.down.text':
    'De aanbieder antwoordt niet meer sinds {time}; daarom is er nu niets naartoe gestuurd. De volgende poging kan over {duration}.',
  'error.busy.title': 'Te veel tegelijk',
  'error.busy.text':
    'Er lopen te veel aanroepen naar de aanbieder. Deze is niet verstuurd; probeer het zo opnieuw.',
  'error.gateway.title': 'Geen verbinding met het programma achter deze pagina',
  'error.gateway.text': 'Deze pagina heeft geen verbinding meer met het programma erachter.',
  'error.timeout.title': 'De aanbieder antwoordde niet op tijd',
  'error.timeout.text': 'Er kwam niet op tijd antwoord.',
  'error.unauthorized.title': 'De aanbieder accepteert het token niet',
  'error.unauthorized.text':
    'Het token ontbreekt, klopt niet of is verlopen. Start het programma opnieuw met een geldig VPS_API_TOKEN.',
  'error.forbidden.title': 'Dit mag niet met dit token',
  'error.forbidden.text': 'De aanbieder staat dit niet toe met het gebruikte token.',
  'error.notFound.title': 'De aanbieder kent dit niet',
  'error.notFound.text': 'De aanbieder zegt dat dit niet bestaat.',
  'error.conflict.title': 'Er is al iets anders bezig',
  'error.conflict.text': 'De aanbieder weigert, omdat er al iets anders bezig is.',
  'error.validation.title': 'De aanbieder accepteerde dit niet',
  'error.validation.text': 'De aanbieder accepteerde niet wat er is verstuurd.',
  'error.retryIn': 'Nieuwe poging over {duration}.',
  'error.retryNow': 'Nieuwe poging…',
  'error.rateLimited.title': 'Te veel aanvragen',
  'error.rateLimited.text': 'De aanbieder vraagt om een pauze.',
  'error.rateLimited.wait': 'De aanbieder vraagt om een pauze van {duration}.',
  'error.server.title': 'De aanbieder heeft een storing',
  'error.server.text': 'De aanbieder antwoordde met een eigen fout ({status}).',
  'error.contract.title': 'Het antwoord was niet te begrijpen',
  'error.contract.text': 'De aanbieder antwoordde in een vorm die dit programma niet kent.',
  'error.refusedHere.title': 'Het programma achter deze pagina weigerde',
  'error.refusedHere.text': 'Het programma achter deze pagina heeft dit niet doorgestuurd. {detail}',
  'error.unknown.title': 'Er ging iets mis',
  'error.unknown.text': 'Een onverwachte fout in dit programma.',
  'error.said': 'De aanbieder zegt: “{detail}”',

  'select.row': 'Back-up {id} selecteren',
  'select.all': 'Alles selecteren',
  'select.allHint': { one: 'De {count} getoonde selecteren', other: 'Alle {count} getoonde selecteren' },
  'select.kept': 'Vergrendeld met [keep]: alleen apart te verwijderen',
  'select.bar': { one: '{count} geselecteerd', other: '{count} geselecteerd' },
  'select.barHidden': {
    one: '{count} daarvan verborgen door de filters',
    other: '{count} daarvan verborgen door de filters',
  },
  'select.delete': '{count} verwijderen',
  'select.clear': 'Selectie wissen',
  'select.region': 'Selectie',

  'keep.locked': 'Vergrendeld met [keep]',
  'keep.explain':
    'Vergrendeld met [keep] in de omschrijving. Dat is een afspraak van dit dashboard: de aanbieder kent die niet en zou deze back-up gewoon verwijderen.',

  'safe.description': 'Veiligheidskopie vóór herstel van #{id}',

  'export.label': 'Exporteren',
} as const satisfies Record<keyof typeof firstEn, Message>;
