import { useDeferredValue, useEffect, useRef, useState } from 'react';

/** Long enough that a word is one change of the URL, short enough that a copied link is right. */
const URL_DELAY_MS = 250;

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
  const [seenUrlText, setSeenUrlText] = useState(urlText);
  const committed = useRef(urlText);
  if (urlText !== seenUrlText) {
    // Someone else changed the URL (Back, a link, "Clear all"): the field follows.
    setSeenUrlText(urlText);
    if (urlText !== committed.current) setDraft(urlText);
  }
  useEffect(() => {
    if (draft === urlText) {
      committed.current = urlText;
      return;
    }
    const timer = setTimeout(() => {
      committed.current = draft;
      onCommit(draft);
    }, URL_DELAY_MS);
    return () => clearTimeout(timer);
  }, [draft, urlText, onCommit]);
  const text = useDeferredValue(draft);
  return { draft, setDraft, text };
}
