import type { Language } from '../../core/text/language';
import type { ColumnLayout } from '../../ui/table/table-layout';

/** What the words of a language need, CSS pixels: the three row buttons, and the longest type and expiry. */
const WORDS_PX: Record<Language, { actions: number; type: number; expires: number }> = {
  en: { actions: 208, type: 72, expires: 82 },
  nl: { actions: 262, type: 84, expires: 98 },
};
/** Three icons. */
const TIGHT_ACTIONS_PX = 102;

function layoutsOf(language: Language, isServerShown: boolean): readonly ColumnLayout[] {
  const words = WORDS_PX[language];
  // Where the name would say nothing there is only the id, and more room for the description.
  const server = isServerShown ? { minPx: 116, grow: 1.2 } : { minPx: 84, grow: 0.6 };
  const text = isServerShown ? { minPx: 92, grow: 1.4 } : { minPx: 116, grow: 1.6 };
  const medium = (actionsPx: number, isTight: boolean): ColumnLayout => ({
    layout: 'medium',
    isTight,
    tracks: [
      { minPx: 18 },
      { minPx: 104, grow: 1.4 },
      { minPx: words.type },
      { minPx: 126, grow: 0.2 },
      { minPx: 66 },
      { minPx: 128 },
      { minPx: words.expires },
      { minPx: actionsPx },
    ],
  });
  return [
    {
      layout: 'wide',
      tracks: [
        { minPx: 18 },
        server,
        { minPx: words.type },
        { minPx: 140, grow: 0.4 },
        { minPx: 66 },
        { minPx: 128 },
        { minPx: words.expires },
        text,
        { minPx: words.actions },
      ],
    },
    medium(words.actions, false),
    medium(TIGHT_ACTIONS_PX, true),
  ];
}

const LAYOUTS: Record<
  Language,
  { withServer: readonly ColumnLayout[]; ofOneServer: readonly ColumnLayout[] }
> = {
  en: { withServer: layoutsOf('en', true), ofOneServer: layoutsOf('en', false) },
  nl: { withServer: layoutsOf('nl', true), ofOneServer: layoutsOf('nl', false) },
};

/** The ways to set backups in columns: checkbox, server, type, status, size, created, expires, (description), buttons. */
export function backupLayouts(language: Language, isServerShown: boolean): readonly ColumnLayout[] {
  return isServerShown ? LAYOUTS[language].withServer : LAYOUTS[language].ofOneServer;
}
