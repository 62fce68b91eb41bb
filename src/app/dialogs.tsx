import { useQuery } from '@tanstack/react-query';
import { lazy, type RefObject, useEffect, useRef } from 'react';
import { backupsQuery } from '../api/backups';
import { partMissing } from '../browser/part-missing';
import { useI18n } from '../components/i18n/i18n-provider';
import { loadFailures } from '../components/loading/late-failures';
import { LatePart } from '../components/loading/late-part';
import { loadLanguage } from '../core/text/language';
import { useDialogRoute } from '../routes/use-dialog-route';
import { loadPage } from './page-code';

/**
 * After the list: earlier, the code of the other pages would compete with the first rows for network and CPU
 * (docs/performance.md).
 */
const PREFETCH_AFTER_MS = 2_000;

const loadDialogs = () => import('./lazy-dialog');
const DialogOf = lazy(() => loadDialogs().catch(partMissing));

/** A selector to find the focused element again after a redraw. */
function focusPath(element: Element | null): string | null {
  if (!(element instanceof HTMLElement)) return null;
  const label = element.getAttribute('aria-label');
  return label === null ? null : `[aria-label="${CSS.escape(label)}"]`;
}

/** The focused element when a dialog opened, and the table row around it. */
interface Opener {
  readonly element: Element | null;
  readonly selector: string | null;
  readonly row: HTMLElement | null;
}

/** Draws the dialog that the URL names. */
export function Dialogs({ returnFocusTo }: { returnFocusTo: RefObject<HTMLElement | null> }) {
  const { dialog, closeDialog } = useDialogRoute();
  const opener = useRef<Opener>({ element: null, selector: null, row: null });
  const shown = useRef<string | null>(null);
  const name = dialog === null ? null : JSON.stringify(dialog);
  if (name !== shown.current) {
    if (shown.current === null) {
      const element = document.activeElement;
      const row = element?.closest<HTMLElement>('[data-row]') ?? null;
      opener.current = { element, selector: focusPath(element), row };
    }
    shown.current = name;
  }
  // Opening a dialog retries, and reports a failure.
  const { isFetched } = useQuery(backupsQuery());
  const { language } = useI18n();
  useEffect(() => {
    if (!isFetched) return;
    // Loaded early: offline it would be too late to load the code that reports it.
    loadFailures().catch(() => undefined);
    const words = () => loadLanguage(language);
    const prefetch = () => {
      for (const load of [loadDialogs, words, loadPage.overview, loadPage.backups, loadPage.server]) {
        load().catch(() => undefined);
      }
    };
    const timer = window.setTimeout(prefetch, PREFETCH_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [isFetched, language]);
  const returnFocus = () => {
    const { element, selector, row } = opener.current;
    const again = () => (selector === null ? null : document.querySelector<HTMLElement>(selector));
    const target = element instanceof HTMLElement && element.isConnected ? element : again();
    if (target !== null && target !== document.body) {
      target.focus();
    } else if (row?.isConnected === true) {
      row.focus({ preventScroll: true });
      // The buttons of a row are drawn once it holds the focus.
      queueMicrotask(() => again()?.focus());
    } else {
      returnFocusTo.current?.focus({ preventScroll: true });
    }
  };
  if (dialog === null) return null;
  return (
    <LatePart key={name} fallback={null} onFailed={closeDialog}>
      <DialogOf dialog={dialog} onClose={closeDialog} onReturnFocus={returnFocus} />
    </LatePart>
  );
}
