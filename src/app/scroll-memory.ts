import { useEffect, useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';

const positions = new Map<string, number>();

/** Back and Forward return to where the page was scrolled; a new page starts at its top. */
export function useScrollMemory(): void {
  const { key, pathname } = useLocation();
  const navigationType = useNavigationType();
  useEffect(() => {
    const remember = () => positions.set(key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [key]);
  useLayoutEffect(() => {
    if (navigationType === 'POP') {
      const position = positions.get(key);
      if (position !== undefined) window.scrollTo(0, position);
    }
  }, [key, navigationType]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page scrolls up; a filter or dialog does not
  useLayoutEffect(() => {
    if (navigationType !== 'POP') window.scrollTo(0, 0);
  }, [pathname]);
}
