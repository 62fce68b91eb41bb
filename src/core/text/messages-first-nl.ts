import type { Messages } from './messages-en';
import type { firstEn } from './messages-first-en';

/** `messages-first-en.ts` in Dutch. */
export const firstNl: Pick<Messages, keyof typeof firstEn> = {
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
  'date.weekdays': 'zo ma di wo do vr za',
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
  'backups.refused.deleting': 'Deze back-up wordt verwijderd.',
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
  'facts.recoveryPoint': 'Herstelpunt',
  'facts.created': 'Gemaakt',

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
  'overview.serversPartial':
    'Niet alle servers staan hier. Aangekondigd door de aanbieder: {expected}. Ontvangen: {received}.',
  'overview.serversSkipped': {
    one: '{count} regel van de serverlijst was niet te begrijpen. Die server kan hier ontbreken, en geen enkele heet weg.',
    other:
      '{count} regels van de serverlijst waren niet te begrijpen. Die servers kunnen hier ontbreken, en geen enkele heet weg.',
  },
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

  'protection.never': 'Nooit geback-upt',
  'protection.unprotected': 'Onbeschermd',
  'protection.failing': 'Mislukt steeds',
  'protection.missed': 'Gemist',
  'protection.late': 'Te laat',
  'protection.expiring': 'Verloopt binnenkort',
  'protection.old': 'Oud',
  'protection.protected': 'Beschermd',
  'protection.backingUp': 'Back-up loopt',

  'verdict.allProtected': {
    one: '{count} server, en die is beschermd',
    other: 'Alle {count} servers zijn beschermd',
  },
  'verdict.needAttention': {
    one: '{attention} van {count} server vraagt aandacht',
    other: '{attention} van {count} servers vragen aandacht',
  },
  'verdict.oneNeedsAttention': {
    one: '{count} server, en die vraagt aandacht',
    other: '1 van {count} servers vraagt aandacht',
  },
  'verdict.worst': 'Ergste geval: {server}. {reason}',
  'verdict.fine':
    'De nieuwste goede back-up van elke server is zo recent als het gebruikelijke ritme vraagt.',
  'verdict.fineUnknown': {
    one: 'Niets is te laat volgens een gebruikelijk ritme. Van {count} server is er geen bekend; de nieuwste goede back-up ervan is hooguit 7 dagen oud.',
    other:
      'Niets is te laat volgens een gebruikelijk ritme. Van {count} servers is er geen bekend; de nieuwste goede back-ups ervan zijn hooguit 7 dagen oud.',
  },
  'verdict.title': '({attention}) {title}',
  'verdict.partial': 'Voor zover te zien: niet alles wat de aanbieder heeft is doorgekomen.',

  'tile.protected': 'Beschermd',
  'tile.ofServers': { one: 'van {count} server', other: 'van {count} servers' },
  'tile.protectedAll': 'Niets te laat, gemist of mislukt',
  'tile.running': 'Nu bezig',
  'tile.runningNone': 'Er loopt op dit moment niets',
  'tile.runningOne': '{server}, {elapsed}',
  'tile.runningMany': { one: 'op {count} server', other: 'op {count} servers' },
  'tile.failed': 'Mislukt, laatste 7 dagen',
  'tile.failedNone': 'Geen back-up mislukt',
  'tile.failedOn': 'alle op {server}',
  'tile.failedOnMany': { one: 'op {count} server', other: 'op {count} servers' },
  'tile.stored': 'Opgeslagen',
  'tile.growth': {
    one: 'nieuwste kopieën {size} {direction} dan 30 dagen geleden (gemeten op {measured} van {count} server)',
    other:
      'nieuwste kopieën {size} {direction} dan 30 dagen geleden (gemeten op {measured} van {count} servers)',
  },
  'tile.larger': 'groter',
  'tile.smaller': 'kleiner',
  'tile.growthUnknown': 'groei over 30 dagen nog niet bekend',
  'tile.expire': { one: '{count} verloopt deze week', other: '{count} verlopen deze week' },
  'tile.unknownSizes': { one: '{count} van onbekende grootte', other: '{count} van onbekende grootte' },
  'tile.count': '{count} {state}',

  'fleet.table': 'Servers',
  'fleet.gone': 'Servers die weg zijn',
  'fleet.goneHint':
    'De aanbieder noemt deze servers niet meer. Hun back-ups zijn er nog en nemen nog ruimte in.',
  'fleet.column.server': 'Server',
  'fleet.column.state': 'Bescherming',
  'fleet.column.strip': 'Laatste 30 dagen',
  'fleet.column.newest': 'Nieuwste goede',
  'fleet.column.slots': 'Handmatige plekken',
  'fleet.column.exposure': 'Laatste verloopt',
  'fleet.column.actions': 'Acties',
  'fleet.filter': 'Bescherming',
  'fleet.filterAll': 'Alle toestanden',
  'fleet.filterAttention': 'Vraagt aandacht',
  'fleet.noneMatches': 'Geen server voldoet',
  'fleet.noneMatchesText': { one: '{count} server is verborgen.', other: '{count} servers zijn verborgen.' },
  'fleet.goneMatches': {
    one: '{count} server die weg is voldoet; zie hieronder.',
    other: '{count} servers die weg zijn voldoen; zie hieronder.',
  },
  'fleet.wall': 'Wandscherm',
  'fleet.running': 'Back-up loopt, {elapsed}',

  'reason.neverBackedUp': 'Van deze server bestaat geen back-up.',
  'reason.noneReceived': 'Er is geen back-up van deze server ontvangen.',
  'reason.firstRunning': 'De eerste back-up loopt, tot nu toe {duration}.',
  'reason.firstRunningUndated': 'De eerste back-up loopt.',
  'reason.noneFinished': {
    one: 'Er is {count} back-up met een status die niet zegt hoe hij eindigde, en geen waarvan vaststaat dat hij goed is.',
    other:
      'Er zijn {count} back-ups met een status die niet zegt hoe ze eindigden, en geen waarvan vaststaat dat hij goed is.',
  },
  'reason.noGood': {
    one: '{count} back-up is klaar en die is niet goed; {failed} mislukt.',
    other: '{count} back-ups zijn klaar en geen ervan is goed; {failed} mislukt.',
  },
  'reason.lastAttemptsFailed': {
    one: 'De laatste automatische back-up mislukte, {duration} geleden ({count} op rij).',
    other: 'De laatste {count} automatische back-ups mislukten, de eerste {duration} geleden.',
  },
  'reason.manualInstead.failing':
    'Automatische back-ups mislukken; er is een handmatige back-up van {age} geleden.',
  'reason.manualInstead.missed':
    'Automatische back-ups blijven uit; er is een handmatige back-up van {age} geleden.',
  'reason.manualInstead.late':
    'De automatische back-up is te laat; er is een handmatige back-up van {age} geleden.',
  'reason.manualInstead.small':
    'Automatische back-ups zijn veel kleiner dan normaal; er is een handmatige back-up van {age} geleden.',
  'reason.automaticAge': 'Gebruikelijk ritme {interval}; nieuwste goede automatische back-up {age} geleden.',
  'reason.automaticNone':
    'Gebruikelijk ritme {interval}; geen van de automatische back-ups in de lijst is goed.',
  'reason.expiring': 'De laatste goede back-up verloopt {when} ({date}); daarvóór komt er geen nieuwe.',
  'reason.expired': 'De laatste goede back-up had {when} moeten verlopen en kan elk moment verdwijnen.',
  'reason.usualInterval': 'Gebruikelijk ritme {interval}; nieuwste goede {age} geleden.',
  'reason.intervalUnknown': 'Geen gebruikelijk ritme bekend; nieuwste goede {age} geleden.',
  'reason.ageUnknown': {
    one: 'De {count} goede kopie heeft geen datum die zegt hoe oud ze is.',
    other: 'Geen van de {count} goede kopieën heeft een datum die zegt hoe oud ze is.',
  },
  'reason.suspiciousOne':
    'De nieuwste back-up is veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
  'reason.suspiciousAutomaticOne':
    'De nieuwste automatische back-up is veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
  'reason.suspicious': {
    one: 'De {count} nieuwste back-up is veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
    other:
      'De {count} nieuwste back-ups zijn veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
  },
  'reason.suspiciousAutomatic': {
    one: 'De {count} nieuwste automatische back-up is veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
    other:
      'De {count} nieuwste automatische back-ups zijn veel kleiner dan normaal: #{id} bevat maar {size}, meestal {median}.',
  },
  'reason.sizeSettled': {
    one: 'De {count} nieuwste back-up is veel kleiner dan normaal: {size}, daarvoor {median}. Dat is nu de gewone grootte.',
    other:
      'De {count} nieuwste back-ups zijn veel kleiner dan normaal: {size}, daarvoor {median}. Dat is nu de gewone grootte.',
  },
  'reason.unusuallyLarge': 'De nieuwste back-up is opvallend groot: #{id} bevat {size}, meestal {median}.',
  'reason.empty': {
    one: '{count} lege back-up sindsdien: #{id} bevat {size}.',
    other: '{count} verdachte back-ups sindsdien; de nieuwste, #{id}, bevat {size}.',
  },
  'suspicion.badge': 'Verdacht',
  'suspicion.small': 'Maar {size}; meestal {usual}.',
  'suspicion.empty': 'Leeg ({size}).',
  'reason.singleGoodCopy': 'Er is nog maar één goede kopie.',
  'reason.sizeUnknown': {
    one: '{count} voltooide back-up is van onbekende grootte.',
    other: '{count} voltooide back-ups zijn van onbekende grootte.',
  },
  'reason.unknownStatus': {
    one: '{count} back-up heeft een status die niet beschreven is; die telt als goed noch mislukt.',
    other: '{count} back-ups hebben een status die niet beschreven is; die tellen als goed noch mislukt.',
  },
  'reason.undated': {
    one: '{count} back-up heeft geen leesbare datum.',
    other: '{count} back-ups hebben geen leesbare datum.',
  },
  'reason.futureDated':
    'De nieuwste back-up is {duration} in de toekomst gedateerd: een klok loopt verkeerd.',
  'exposure.unknown': 'onbekend',
  'exposure.sentence.unknown': 'Wanneer de laatste goede kopie verloopt, is niet bekend.',

  'exposure.never': 'nooit',
  'exposure.none': 'geen goede',
  'exposure.hint': 'Wanneer de laatste goede kopie verloopt als er niets nieuws bij komt.',
  'exposure.sentence.at': 'Komt er niets nieuws bij, dan verloopt de laatste goede kopie {when} ({date}).',
  'exposure.sentence.never': 'Er is een goede handmatige kopie; die verloopt niet.',
  'exposure.sentence.exposed': 'Er is geen goede kopie om op terug te vallen.',
  'exposure.sentence.expired': 'De laatste goede kopie had {when} moeten verlopen; ze staat nog in de lijst.',

  'strip.summary': '{days} dagen: {parts}.',
  'strip.good': { one: '{count} met een goede back-up', other: '{count} met een goede back-up' },
  'strip.failed': { one: '{count} mislukt', other: '{count} mislukt' },
  'strip.late': { one: '{count} te laat', other: '{count} te laat' },
  'strip.gone': {
    one: '{count} waarvan geen back-up meer bestaat',
    other: '{count} waarvan geen back-up meer bestaat',
  },
  'strip.manualGood': {
    one: '{count} met een goede handmatige back-up',
    other: '{count} met een goede handmatige back-up',
  },
  'strip.manualFailed': {
    one: '{count} met een mislukte handmatige back-up',
    other: '{count} met een mislukte handmatige back-up',
  },
  'strip.missed': { one: '{count} gemist', other: '{count} gemist' },
  'strip.running': { one: '{count} bezig', other: '{count} bezig' },
  'strip.quiet': { one: '{count} zonder back-up', other: '{count} zonder back-up' },
  'strip.before': { one: '{count} vóór de oudste in de lijst', other: '{count} vóór de oudste in de lijst' },
  'strip.nothing': 'er staat geen back-up in de lijst',
  'strip.last': 'Vandaag: {today}',
  'strip.keys': 'Pijltoetsen: dag voor dag. Enter: de back-ups van die dag.',
  'strip.unclear': { one: '{count} onduidelijk', other: '{count} onduidelijk' },
  'day.unknownStatus': { one: '{count} met onbeschreven status', other: '{count} met onbeschreven status' },
  'day.other': { one: '{count} andere voltooid', other: '{count} andere voltooid' },
  'day.good': '{automatic} automatisch, {manual} handmatig voltooid',
  'day.failedAutomatic': { one: '{count} automatisch mislukt', other: '{count} automatisch mislukt' },
  'day.failedManual': { one: '{count} handmatig mislukt', other: '{count} handmatig mislukt' },
  'day.failed': { one: '{count} mislukt', other: '{count} mislukt' },
  'day.running': { one: '{count} bezig', other: '{count} bezig' },
  'day.suspicious': { one: '{count} verdacht klein', other: '{count} verdacht klein' },
  'day.missed': 'verwachte back-up ontbreekt',
  'day.missedAutomatic': 'automatische back-up ontbreekt',
  'day.late': 'nog geen back-up, de automatische is te laat',
  'day.lateAutomatic': 'automatische back-up te laat',
  'day.gone': 'geen back-up meer',
  'day.before': 'vóór de oudste back-up in de lijst',
  'day.after': 'moet nog komen',
  'day.quiet': 'geen back-up',
  'day.quietExpected': 'geen back-up, ook geen verwacht',
  'day.quietToday': 'nog geen back-up',

  'clock.skewed':
    'De klok van deze computer loopt {duration} {direction} bij die van de aanbieder. Leeftijden zijn berekend met de klok van de aanbieder.',
  'clock.ahead': 'voor',
  'clock.behind': 'achter',

  'duration.usual': 'meestal {range}',
  'duration.slower': 'langzamer dan gewoonlijk ({range})',
  'duration.stuck': 'waarschijnlijk vastgelopen (meestal {range})',

  'readOnly.title': 'Alleen lezen.',
  'readOnly.reason.setting':
    'Het programma achter deze pagina is gestart om niets te wijzigen (READ_ONLY). Je kunt alles bekijken.',
  'readOnly.reason.session':
    'Je hebt wijzigen uitgezet voor deze browser. Je kunt alles bekijken; bij Instellingen zet je het weer aan.',
  'readOnly.reason.rights':
    'Volgens zijn rechten mag het token back-ups lezen, niet wijzigen. Je kunt alles bekijken.',
  'readOnly.settings': 'Instellingen',
};
