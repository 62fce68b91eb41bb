import type { Messages } from './messages-en';
import type { firstEn } from './messages-first-en';

/** `messages-first-en.ts` in Dutch. */
export const firstNl: Pick<Messages, keyof typeof firstEn> = {
  'app.name': 'VPS Backups',
  'app.skipToContent': 'Naar de inhoud',
  'app.loading': 'Laden…',
  'app.offline':
    'Je bent offline. Wat je ziet kan verouderd zijn; het wordt ververst zodra er weer verbinding is.',
  'app.servicesFailed':
    'Een deel van het dashboard is niet geladen. Herlaad de pagina om weer bij te blijven.',

  'nav.main': 'Hoofdmenu',
  'nav.overview': 'Overzicht',
  'nav.backups': 'Back-ups',
  'nav.schedules': 'Schema’s',
  'nav.activity': 'Activiteit',
  'nav.settings': 'Instellingen',

  'demo.title': 'Demogegevens.',
  'demo.text': 'Niets hier raakt een echte server.',
  'demo.how': 'Eigen account koppelen',

  'print.note': 'Afgedrukt {time} vanaf {address}',
  'print.cut': 'Alleen de eerste {printed} van {count} rijen zijn afgedrukt.',
  'action.retry': 'Opnieuw proberen',
  'action.dismiss': 'Sluiten',
  'action.more': 'Meer acties voor back-up {id}',
  'action.moreServer': 'Meer acties voor {server}',
  'action.refresh': 'Verversen',

  'table.menu': 'Kolommen en rijhoogte',

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
  'serverStatus.suspended': 'Geblokkeerd',
  'serverStatus.restoring': 'Wordt teruggezet',
  'serverStatus.error': 'Fout',

  'backups.title': 'Back-ups',
  'backups.table': 'Back-ups',
  'backups.summary': {
    one: '{count} back-up van {servers}',
    other: '{count} back-ups van {servers}',
  },
  'backups.servers': { one: '{count} server', other: '{count} servers' },
  'backups.shown': '{shown} van {total} getoond',
  'backups.ended': { one: '{count} niet meer bezig', other: '{count} niet meer bezig' },
  'backups.row.ended': 'niet meer bezig',
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
  'backups.row.restore': 'Terugzetten',
  'backups.row.delete': 'Verwijderen',
  'backups.row.restoreLabel': 'Back-up {id} terugzetten',
  'backups.row.deleteLabel': 'Back-up {id} verwijderen',
  'backups.row.takingLong': '{elapsed}, duurt langer dan normaal',
  'backups.row.noStart': 'bezig, begintijd onbekend',
  'backups.row.createdUnknown': 'tijd onbekend',

  'backups.refused.running': 'Deze back-up loopt nog. Je kunt hem terugzetten zodra hij voltooid is.',
  'backups.refused.deleting': 'Deze back-up wordt verwijderd.',
  'backups.refused.failed': 'Deze back-up is mislukt, dus er valt niets terug te zetten.',
  'backups.refused.unknownStatus':
    'De provider noemt deze back-up “{status}”. Alleen voltooide back-ups kun je terugzetten.',

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
  'filters.today': 'Vandaag',
  'filters.yesterday': 'Gisteren',
  'filters.lastWeekday': 'Afgelopen {day}',
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
  'list.empty.text': 'Zodra er van een server een back-up is gemaakt, staat die hier.',
  'list.empty.serverTitle': 'Geen back-ups van deze server',
  'list.empty.serverText': 'Er is nooit een back-up gemaakt, of ze zijn allemaal verlopen of verwijderd.',
  'list.empty.partialTitle': 'Geen back-ups ontvangen',
  'list.empty.partialText': 'De lijst van de provider is onvolledig; er kunnen dus toch back-ups zijn.',
  'list.filtered.title': 'Geen back-ups gevonden met deze filters',
  'list.filtered.text': { one: '{count} back-up is verborgen.', other: '{count} back-ups zijn verborgen.' },
  'list.loading': 'Back-ups laden…',
  'list.partial':
    'De lijst is onvolledig: de provider kondigde {expected} back-ups aan en stuurde er {received}.',
  'list.partialUnknown':
    'De lijst is onvolledig: de provider stopte voor het einde. Ontvangen back-ups: {received}.',
  'list.skipped': {
    one: '{count} regel was onleesbaar en ontbreekt.',
    other: '{count} regels waren onleesbaar en ontbreken.',
  },
  'list.updated': 'Bijgewerkt om {time}',

  'create.button': 'Back-up maken',

  'facts.sizeUnknown': 'grootte onbekend',
  'facts.recoveryPoint': 'Herstelpunt',
  'facts.created': 'Gemaakt',

  'overview.titleLoading': 'Overzicht',
  'overview.titleNone': 'Geen servers',
  'overview.search': 'Zoeken',
  'overview.searchHint': 'Naam, adres of locatie',
  'overview.backUp': 'Maak back-up',
  'overview.backUpLabel': 'Maak back-up van {server}',
  'overview.serverError': 'De provider meldt een storing op deze server.',
  'overview.gone': 'Server bestaat niet meer',
  'overview.goneHint': 'De provider vermeldt deze server niet meer; de back-ups zijn er nog.',
  'overview.serversPartial':
    'Er ontbreken servers. Aangekondigd door de provider: {expected}. Ontvangen: {received}.',
  'overview.serversSkipped': {
    one: '{count} server was onleesbaar en ontbreekt mogelijk.',
    other: '{count} servers waren onleesbaar en ontbreken mogelijk.',
  },
  'overview.empty.title': 'Geen servers gevonden',
  'overview.empty.text': 'Het account van dit token heeft geen servers en geen back-ups.',

  'settings.token': 'Token',

  'palette.title': 'Opdrachten',

  'notFound.title': 'Pagina niet gevonden',
  'notFound.text': 'Het adres klopt niet of is verouderd.',
  'notFound.link': 'Naar het overzicht',

  'crash.title': 'Deze pagina is vastgelopen',
  'crash.text':
    'De fout zit in het dashboard, niet in je back-ups. Probeer het opnieuw; helpt dat niet, herlaad dan de pagina.',
  'crash.partTitle': 'Een deel van het dashboard is niet geladen',
  'crash.partText':
    'Het dashboard is niet bereikbaar of net bijgewerkt. Er is niets verstuurd. Herlaad de pagina.',
  'crash.reload': 'Pagina herladen',

  'toast.region': 'Meldingen',

  'select.row': 'Back-up {id} selecteren',
  'select.server': '{server} selecteren',
  'select.all': 'Alles selecteren',
  'select.allHint': { one: 'De {count} getoonde selecteren', other: 'Alle {count} getoonde selecteren' },
  'select.kept': 'Vergrendeld met [keep]: alleen afzonderlijk te verwijderen',
  'select.region': 'Selectie',

  'keep.locked': 'Vergrendeld met [keep]',
  'keep.explain':
    'Vergrendeld met [keep] in de omschrijving. Alleen dit dashboard houdt zich daaraan; de provider zou deze back-up gewoon verwijderen.',

  'safe.description': 'Veiligheidsback-up vóór terugzetten van #{id}',

  'export.label': 'Exporteren',

  'protection.never': 'Nog geen back-up',
  'protection.unprotected': 'Onbeschermd',
  'protection.failing': 'Mislukt herhaaldelijk',
  'protection.missed': 'Gemist',
  'protection.late': 'Te laat',
  'protection.tooFew': 'Te weinig back-ups',
  'protection.shortReach': 'Gaat niet ver genoeg terug',
  'protection.expiring': 'Verloopt binnenkort',
  'protection.old': 'Oud',
  'protection.protected': 'Beschermd',
  'protection.backingUp': 'Back-up loopt',
  'standing.acknowledged': 'Bevestigd',
  'standing.unwatched': 'Niet bewaakt',
  'verdict.acknowledged': '{count} bevestigd',

  'verdict.allProtected': { one: 'Je server is beschermd', other: 'Alle {count} servers zijn beschermd' },
  'verdict.noneNeedsAttention': 'Geen server vraagt aandacht',
  'verdict.unwatched': '{count} niet bewaakt',
  'verdict.needAttention': {
    one: '{attention} van {count} server vraagt aandacht',
    other: '{attention} van {count} servers vragen aandacht',
  },
  'verdict.oneNeedsAttention': {
    one: 'Je server vraagt aandacht',
    other: '1 van {count} servers vraagt aandacht',
  },
  'verdict.worst': 'Meest urgent: {server}. {reason}',
  'verdict.fine': 'Van elke server is de laatste goede back-up zo recent als gebruikelijk.',
  'verdict.fineOthers': 'Alle andere zijn beschermd.',
  'verdict.fineUnknown': {
    one: 'Niets is te laat. {count} server heeft geen vast schema; de laatste goede back-up is hooguit 7 dagen oud.',
    other:
      'Niets is te laat. {count} servers hebben geen vast schema; hun laatste goede back-ups zijn hooguit 7 dagen oud.',
  },
  'verdict.title': '({attention}) {title}',
  'verdict.partial': 'Dit beeld kan onvolledig zijn: niet alle gegevens van de provider zijn ontvangen.',

  'tile.protected': 'Beschermd',
  'tile.short.protected': 'beschermd',
  'tile.short.running': 'bezig',
  'tile.short.failed': 'mislukt, 7 d',
  'tile.short.stored': 'opgeslagen',
  'tile.short.storedKnown': 'bekend',
  'tile.ofServers': { one: 'van {count} server', other: 'van {count} servers' },
  'tile.protectedAll': 'Niets te laat, gemist of mislukt',
  'tile.running': 'Nu bezig',
  'tile.runningNone': 'Er loopt niets',
  'tile.runningOne': '{server}, {elapsed}',
  'tile.runningMany': { one: 'op {count} server', other: 'op {count} servers' },
  'tile.failed': 'Mislukt, laatste 7 dagen',
  'tile.failedNone': 'Geen back-up mislukt',
  'tile.failedOn': 'alle op {server}',
  'tile.failedOnMany': { one: 'op {count} server', other: 'op {count} servers' },
  'tile.stored': 'Opgeslagen',
  'tile.growth': {
    one: '{size} {direction} in 30 dagen ({measured}/{count} server)',
    other: '{size} {direction} in 30 dagen ({measured}/{count} servers)',
  },
  'tile.larger': 'groter',
  'tile.smaller': 'kleiner',
  'tile.growthUnknown': 'groei in 30 dagen nog niet bekend',
  'tile.expire': { one: '{count} verloopt deze week', other: '{count} verlopen deze week' },
  'tile.unknownSizes': { one: '{count} van onbekende grootte', other: '{count} van onbekende grootte' },
  'tile.count': '{count} {state}',

  'fleet.table': 'Servers',
  'fleet.gone': 'Verwijderde servers met back-ups',
  'fleet.goneHint': 'Deze servers bestaan niet meer; hun back-ups nemen nog ruimte in.',
  'fleet.column.server': 'Server',
  'fleet.column.state': 'Bescherming',
  'fleet.column.strip': 'Laatste 30 dagen',
  'fleet.column.newest': 'Laatste goede',
  'fleet.column.slots': 'Handmatig',
  'fleet.column.exposure': 'Laatste verloopt',
  'fleet.card.exposure': 'Verloopt',
  'fleet.column.actions': 'Acties',
  'fleet.filter': 'Bescherming',
  'fleet.filterAll': 'Alle statussen',
  'fleet.filterAttention': 'Vraagt aandacht',
  'fleet.noneMatches': 'Geen servers gevonden',
  'fleet.noneMatchesText': { one: '{count} server is verborgen.', other: '{count} servers zijn verborgen.' },
  'fleet.goneMatches': {
    one: '{count} verwijderde server voldoet; zie hieronder.',
    other: '{count} verwijderde servers voldoen; zie hieronder.',
  },
  'fleet.wall': 'Wandweergave',
  'fleet.running': 'Back-up loopt, {elapsed}',

  'reason.neverBackedUp': 'Deze server heeft geen back-ups.',
  'reason.noneReceived': 'Er is geen back-up van deze server ontvangen.',
  'reason.firstRunning': 'De eerste back-up loopt nu {duration}.',
  'reason.firstRunningUndated': 'De eerste back-up loopt.',
  'reason.noneFinished': {
    one: 'Van {count} back-up is de afloop onbekend, en er is geen back-up die zeker goed is.',
    other: 'Van {count} back-ups is de afloop onbekend, en er is geen back-up die zeker goed is.',
  },
  'reason.noGood': {
    one: '{count} back-up is klaar, maar niet goed; {failed} mislukt.',
    other: '{count} back-ups zijn klaar, maar geen ervan is goed; {failed} mislukt.',
  },
  'reason.allFailed': { one: 'De enige back-up is mislukt.', other: 'Alle {count} back-ups zijn mislukt.' },
  'reason.lastAttemptsFailed': {
    one: 'De laatste automatische back-up mislukte, {duration} geleden ({count} op rij).',
    other: 'De laatste {count} automatische back-ups mislukten, de eerste {duration} geleden.',
  },
  'reason.manualInstead.failing':
    'Automatische back-ups mislukken; wel is er een handmatige back-up van {age} geleden.',
  'reason.manualInstead.missed':
    'Automatische back-ups blijven uit; wel is er een handmatige back-up van {age} geleden.',
  'reason.manualInstead.late':
    'De automatische back-up is te laat; wel is er een handmatige back-up van {age} geleden.',
  'reason.manualInstead.small':
    'Automatische back-ups zijn veel kleiner dan normaal; wel is er een handmatige back-up van {age} geleden.',
  'reason.automaticAge': 'Meestal elke {interval}; laatste goede automatische back-up {age} geleden.',
  'reason.automaticNone': 'Meestal elke {interval}; geen enkele automatische back-up in de lijst is goed.',
  'reason.expiring': 'De laatste goede back-up verloopt {when} ({date}); daarvóór komt er geen nieuwe.',
  'reason.expired': 'De laatste goede back-up had {when} moeten verlopen en kan elk moment verdwijnen.',
  'reason.usualInterval': 'Meestal elke {interval}; laatste goede back-up {age} geleden.',
  'reason.intervalUnknown': 'Geen vast schema herkend; laatste goede back-up {age} geleden.',
  'reason.ageUnknown': {
    one: 'De {count} goede back-up heeft geen leesbare datum; hoe oud hij is, is onbekend.',
    other: 'Geen van de {count} goede back-ups heeft een leesbare datum; hoe oud ze zijn, is onbekend.',
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
    one: 'De {count} nieuwste back-up is veel kleiner dan normaal: {size}, daarvoor {median}. Dat is nu de normale grootte.',
    other:
      'De {count} nieuwste back-ups zijn veel kleiner dan normaal: {size}, daarvoor {median}. Dat is nu de normale grootte.',
  },
  'reason.unusuallyLarge': 'De nieuwste back-up is opvallend groot: #{id} bevat {size}, meestal {median}.',
  'reason.empty': {
    one: '{count} lege back-up sindsdien: #{id} bevat {size}.',
    other: '{count} verdachte back-ups sindsdien; de nieuwste, #{id}, bevat {size}.',
  },
  'suspicion.badge': 'Verdacht',
  'suspicion.small': 'Maar {size}; meestal {usual}.',
  'suspicion.empty': 'Leeg ({size}).',
  'reason.agreedAge': 'Afgesproken: hoogstens {limit} oud; laatste goede back-up {age} geleden.',
  'reason.agreedAgeFree':
    'Afgesproken: hoogstens {limit} oud, {days} tellen niet mee; laatste goede back-up {age} geleden.',
  'reason.agreedCount': {
    one: 'Afgesproken: minstens {min} goede back-ups; er is er {count}.',
    other: 'Afgesproken: minstens {min} goede back-ups; er zijn er {count}.',
  },
  'reason.agreedReach': 'Afgesproken: back-ups gaan {limit} terug; de oudste goede is {age} oud.',
  'reason.agreedReachUndated':
    'Afgesproken: back-ups gaan {limit} terug; geen enkele goede heeft een leesbare datum.',
  'reason.singleGoodCopy': 'Er is nog maar één goede back-up.',
  'reason.sizeUnknown': {
    one: 'Van {count} voltooide back-up is de grootte onbekend.',
    other: 'Van {count} voltooide back-ups is de grootte onbekend.',
  },
  'reason.unknownStatus': {
    one: '{count} back-up heeft een onbekende status; die telt niet als goed en niet als mislukt.',
    other: '{count} back-ups hebben een onbekende status; die tellen niet als goed en niet als mislukt.',
  },
  'reason.undated': {
    one: '{count} back-up heeft geen leesbare datum.',
    other: '{count} back-ups hebben geen leesbare datum.',
  },
  'reason.futureDated':
    'De nieuwste back-up heeft een datum die {duration} in de toekomst ligt: een klok loopt verkeerd.',
  'exposure.unknown': 'onbekend',
  'exposure.sentence.unknown': 'Wanneer de laatste goede back-up verloopt, is onbekend.',

  'exposure.never': 'nooit',
  'exposure.none': 'geen goede back-up',
  'exposure.hint': 'Wanneer de laatste goede back-up verloopt als er geen nieuwe bij komt.',
  'exposure.sentence.at': 'Komt er geen nieuwe back-up bij, dan verloopt de laatste goede {when} ({date}).',
  'exposure.sentence.never': 'Er is een goede handmatige back-up; die verloopt niet.',
  'exposure.sentence.exposed': 'Er is geen goede back-up om op terug te vallen.',
  'exposure.sentence.expired':
    'De laatste goede back-up had {when} moeten verlopen; hij staat nog in de lijst.',

  'strip.summary': '{days} dagen: {parts}.',
  'strip.good': { one: '{count} met een goede back-up', other: '{count} met een goede back-up' },
  'strip.failed': { one: '{count} mislukt', other: '{count} mislukt' },
  'strip.late': { one: '{count} te laat', other: '{count} te laat' },
  'strip.gone': { one: '{count} zonder overgebleven back-up', other: '{count} zonder overgebleven back-up' },
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
  'strip.keys': 'Pijltjestoetsen: dag voor dag. Enter: de back-ups van die dag.',
  'strip.unclear': { one: '{count} met onbekende status', other: '{count} met onbekende status' },
  'day.unknownStatus': { one: '{count} met onbekende status', other: '{count} met onbekende status' },
  'day.other': { one: '{count} andere voltooid', other: '{count} andere voltooid' },
  'day.good': '{automatic} automatisch, {manual} handmatig voltooid',
  'day.failedAutomatic': { one: '{count} automatisch mislukt', other: '{count} automatisch mislukt' },
  'day.failedManual': { one: '{count} handmatig mislukt', other: '{count} handmatig mislukt' },
  'day.failed': { one: '{count} mislukt', other: '{count} mislukt' },
  'day.bySchedule': 'door schema {names}',
  'day.running': { one: '{count} bezig', other: '{count} bezig' },
  'day.suspicious': { one: '{count} verdacht klein', other: '{count} verdacht klein' },
  'day.missed': 'verwachte back-up ontbreekt',
  'day.missedAutomatic': 'automatische back-up ontbreekt',
  'day.late': 'nog geen back-up, de automatische is te laat',
  'day.lateAutomatic': 'automatische back-up te laat',
  'day.gone': 'geen back-up meer',
  'day.before': 'vóór de oudste back-up in de lijst',
  'day.after': 'nog niet geweest',
  'day.quiet': 'geen back-up',
  'day.quietExpected': 'geen back-up, ook niet verwacht',
  'day.quietToday': 'nog geen back-up',

  'clock.skewed':
    'De klok van deze computer loopt {duration} {direction} op die van de provider. Leeftijden volgen de klok van de provider.',
  'clock.ahead': 'voor',
  'clock.behind': 'achter',

  'duration.usual': 'meestal {range}',
  'duration.slower': 'langzamer dan normaal ({range})',
  'duration.stuck': 'waarschijnlijk vastgelopen (meestal {range})',

  'readOnly.title': 'Alleen lezen.',
  'readOnly.reason.setting': 'Het dashboard is gestart als alleen-lezen (READ_ONLY). Je kunt alles bekijken.',
  'readOnly.reason.session':
    'Je hebt deze browser op alleen-lezen gezet. Je kunt alles bekijken; bij Instellingen zet je wijzigen weer aan.',
  'readOnly.reason.rights': 'Dit token mag back-ups lezen, maar niet wijzigen. Je kunt alles bekijken.',
  'readOnly.settings': 'Instellingen',
};
