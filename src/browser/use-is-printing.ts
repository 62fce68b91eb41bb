import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether the page is being printed. Renders synchronously, because the browser lays out the pages right after the event;
 * the media query is for browsers and previews that send no event.
 */
export function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const media = window.matchMedia('print');
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    const follow = () => (media.matches ? start() : end());
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('beforeprint', start, { signal });
    window.addEventListener('afterprint', end, { signal });
    media.addEventListener('change', follow, { signal });
    return () => stop.abort();
  }, []);
  return isPrinting;
}
