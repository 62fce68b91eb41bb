import { useEffect, useRef } from 'react';
import { createPath, useLocation } from 'react-router-dom';

/**
 * Repeats a Back or Forward that was pressed while React prepared the first page. The router reads the address when
 * that begins and listens only once the page is there, so on a slow machine it would keep showing the old page.
 */
export function useMissedPop(): void {
  const read = useRef(createPath(useLocation()));
  useEffect(() => {
    if (createPath(window.location) === read.current) return;
    window.dispatchEvent(new PopStateEvent('popstate', { state: window.history.state }));
  }, []);
}
