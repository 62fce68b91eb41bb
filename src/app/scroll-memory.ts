import { useEffect, useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';
import * as v from 'valibot';

const positions = new Map<string, number>();

/** What an entry of the browser's history holds, of which the router has its part: it is still there after a reload. */
const entrySchema = v.fallback(v.looseObject({ scrollY: v.optional(v.number()) }), {});

/** Browsers do not like to be told at every step, nor when the page goes: so long after the last step, ms. */
const HOLD_AFTER_MS = 150;

/** A person who begins to act is not moved. */
const ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Back, Forward and a reload return to where the page was scrolled; a new page starts at its top. */
export function useScrollMemory(): void {
  const { key, pathname } = useLocation();
  const navigationType = useNavigationType();
  useEffect(() => {
    let timer: number | undefined;
    const remember = () => {
      positions.set(key, window.scrollY);
      window.clearTimeout(timer);
      timer = window.setTimeout(holdPosition, HOLD_AFTER_MS);
    };
    window.addEventListener('scroll', remember, { passive: true });
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('scroll', remember);
    };
  }, [key]);
  useLayoutEffect(() => {
    if (navigationType !== 'POP') return undefined;
    const position = positions.get(key);
    if (position !== undefined) {
      window.scrollTo(0, position);
      return undefined;
    }
    const { scrollY = 0 } = v.parse(entrySchema, window.history.state);
    return scrollY === 0 ? undefined : scrollWhenLongEnough(scrollY);
  }, [key, navigationType]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page scrolls up; a filter or dialog does not
  useLayoutEffect(() => {
    if (navigationType !== 'POP') window.scrollTo(0, 0);
  }, [pathname]);
}

function holdPosition(): void {
  const entry = v.parse(entrySchema, window.history.state);
  window.history.replaceState({ ...entry, scrollY: window.scrollY }, '');
}

/** Scrolls there once the page has got so long, which it is not before its list has come. Returns a stop. */
function scrollWhenLongEnough(position: number): () => void {
  const observer = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight - window.innerHeight < position) return;
    stop();
    window.scrollTo(0, position);
  });
  const stop = () => {
    observer.disconnect();
    for (const type of ACTS) window.removeEventListener(type, stop, true);
  };
  for (const type of ACTS) window.addEventListener(type, stop, true);
  observer.observe(document.body);
  return stop;
}
