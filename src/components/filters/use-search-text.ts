import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Debounce of the URL: short enough for a copied link to be right. */
const URL_DELAY_MS = 250;
/** After this a change of the URL has arrived, or was superseded. */
const IN_FLIGHT_MS = 5_000;

export interface SearchText {
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  /** The text to search for; deferred while the browser is busy. */
  readonly text: string;
}

/** A search field for a text that the URL owns: the field responds at once, the URL is debounced. */
export function useSearchText(urlText: string, onCommit: (text: string) => void): SearchText {
  const [draft, setDraft] = useState(urlText);
  /** Texts sent to the URL that it has not confirmed: a long list renders in between. */
  const inFlight = useRef<{ readonly text: string; readonly sinceMs: number }[]>([]);
  useLayoutEffect(() => {
    const isRecent = (sinceMs: number) => Date.now() - sinceMs < IN_FLIGHT_MS;
    const at = inFlight.current.findIndex(({ text, sinceMs }) => text === urlText && isRecent(sinceMs));
    inFlight.current.splice(0, at < 0 ? inFlight.current.length : at + 1);
    // Not this field's text: it comes from Back or a link.
    if (at < 0) setDraft(urlText);
  }, [urlText]);
  useEffect(() => {
    if (draft === (inFlight.current.at(-1)?.text ?? urlText)) return;
    const timer = setTimeout(() => {
      inFlight.current.push({ text: draft, sinceMs: Date.now() });
      onCommit(draft);
    }, URL_DELAY_MS);
    return () => clearTimeout(timer);
  }, [draft, urlText, onCommit]);
  const text = useDeferredValue(draft);
  return { draft, setDraft, text };
}
