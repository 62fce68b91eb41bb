import { useEffect, useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';
import * as v from 'valibot';
import { onReset } from '../browser/storage/store';

const positions = new Map<string, number>();
onReset(() => positions.clear());

/** An entry of the browser's history, which also holds what the router stores; it survives a reload. */
const entrySchema = v.fallback(v.looseObject({ scrollY: v.optional(v.number()) }), {});

/** Browsers limit how often the history may be written. */
const HOLD_AFTER_MS = 150;

/** After a restored position, banners may still come above it and move the page. */
const SETTLE_MS = 2_000;

/** A person who acts is not moved. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: filters and dialogs do not scroll up
  useLayoutEffect(() => {
    if (navigationType !== 'POP') window.scrollTo(0, 0);
  }, [pathname]);
}

function holdPosition(): void {
  const entry = v.parse(entrySchema, window.history.state);
  window.history.replaceState({ ...entry, scrollY: window.scrollY }, '');
}

/** Scrolls there once the page is long enough, and again while it settles. Returns a stop. */
function scrollWhenLongEnough(position: number): () => void {
  let timer: number | undefined;
  const acts = new AbortController();
  const observer = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight - window.innerHeight < position) return;
    window.scrollTo(0, position);
    timer ??= window.setTimeout(stop, SETTLE_MS);
  });
  const stop = () => {
    observer.disconnect();
    window.clearTimeout(timer);
    acts.abort();
  };
  for (const type of ACTS) window.addEventListener(type, stop, { capture: true, signal: acts.signal });
  observer.observe(document.body);
  return stop;
}
