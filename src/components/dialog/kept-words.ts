import { useRef, useState } from 'react';
import * as v from 'valibot';
import { createStoredStore } from '../../browser/stored-store';

const stored = createStoredStore(
  () => sessionStorage,
  'vps-backups.typed-words',
  v.object({ dialog: v.nullable(v.string()), words: v.record(v.string(), v.string()) }),
  { dialog: null, words: {} },
);

/**
 * The words typed into a dialog to confirm it, each by what was asked for. In this tab they outlive the page (a reload,
 * a lost session), not the dialog: {@link dropWords}. Words typed for one backup are never those for another.
 */
export function useKeptWords(dialog: string) {
  const [words, setWords] = useState<Readonly<Record<string, string>>>(() => {
    const kept = stored.get();
    return kept.dialog === dialog ? kept.words : {};
  });
  const latest = useRef(words);
  const keep = (asked: string, typed: string) => {
    latest.current = { ...latest.current, [asked]: typed };
    setWords(latest.current);
    stored.set({ dialog, words: latest.current });
  };
  return [words, keep] as const;
}

/** The dialog was left by choice, and with it goes what was typed there. */
export function dropWords(): void {
  stored.clear();
}
