import { navigation } from '../browser/navigation';
import { MINUTE_MS } from '../core/lib/time-units';
import { send } from './client/http';

/**
 * Reloads the page once the gateway answers: an unattended page must not end on the browser's own error page. Returns a
 * function that cancels it.
 */
export function reloadWhenServed(firstAfterMs: number, everyMs: number = MINUTE_MS): () => void {
  let isOver = false;
  let timer = setTimeout(look, firstAfterMs);
  function look(): void {
    send({ method: 'GET', path: '/healthz' }).then(
      () => isOver || navigation.reload(),
      () => {
        if (!isOver) timer = setTimeout(look, everyMs);
      },
    );
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
