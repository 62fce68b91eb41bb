import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Long enough that a word is one change of the URL, short enough that a copied link is right. */
const URL_DELAY_MS = 250;
/** A change of the URL has arrived by then, however busy the page is, or never does: the next one overtook it. */
const ON_ITS_WAY_MS = 5_000;

export interface SearchText {
  /** What stands in the field, at once. */
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  /** What to search for; lags behind while the browser is busy, so that typing never stutters. */
  readonly text: string;
}

/** A search field over a text that the URL owns: typing answers at once, the URL follows when the fingers rest. */
export function useSearchText(urlText: string, onCommit: (text: string) => void): SearchText {
  const [draft, setDraft] = useState(urlText);
  /** Texts that went to the URL and have not come back from it: a long list is drawn in between. */
  const onItsWay = useRef<{ readonly text: string; readonly sinceMs: number }[]>([]);
  useLayoutEffect(() => {
    const isRecent = (sinceMs: number) => Date.now() - sinceMs < ON_ITS_WAY_MS;
    const at = onItsWay.current.findIndex(({ text, sinceMs }) => text === urlText && isRecent(sinceMs));
    onItsWay.current.splice(0, at < 0 ? onItsWay.current.length : at + 1);
    // Its own text arrives, and what was typed meanwhile stays; else someone else changed the URL (Back, a link).
    if (at < 0) setDraft(urlText);
  }, [urlText]);
  useEffect(() => {
    if (draft === (onItsWay.current.at(-1)?.text ?? urlText)) return;
    const timer = setTimeout(() => {
      onItsWay.current.push({ text: draft, sinceMs: Date.now() });
      onCommit(draft);
    }, URL_DELAY_MS);
    return () => clearTimeout(timer);
  }, [draft, urlText, onCommit]);
  const text = useDeferredValue(draft);
  return { draft, setDraft, text };
}
