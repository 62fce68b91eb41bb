import type { accessEn } from './messages-access-en';
import type { Message } from './translate';

/** Wat iemand hier mag. Deel van `messages-nl.ts`. */
export const accessNl = {
  'readOnly.title': 'Alleen lezen.',
  'readOnly.reason.setting':
    'Het programma achter deze pagina is gestart om niets te wijzigen (READ_ONLY). Je kunt alles bekijken.',
  'readOnly.reason.session':
    'Je hebt wijzigen uitgezet voor deze browser. Je kunt alles bekijken; bij Instellingen zet je het weer aan.',
  'readOnly.reason.rights':
    'Volgens zijn rechten mag het token back-ups lezen, niet wijzigen. Je kunt alles bekijken.',
  'readOnly.settings': 'Instellingen',
  'readOnly.refused.title': 'Alleen lezen',
  'readOnly.refused.text': 'Wijzigen staat uit; er is niets naar de aanbieder gestuurd.',
} as const satisfies Record<keyof typeof accessEn, Message>;
