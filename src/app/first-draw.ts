import type { QueryClient } from '@tanstack/react-query';
import { backupsQuery } from '../api/backups';
import { gatewayQuery } from '../api/gateway';
import { serversQuery } from '../api/servers';
import { SIGN_IN_PATH } from '../routes/paths';
import { loadFirstPage } from './pages';

/** So long the first draw waits for what is on its way, ms: shorter than anybody sees. */
const PATIENCE_MS = 50;
/** The same where all answers have begun to come, and what is missing is mostly to decode them on a slow phone. */
const DECODING_MS = 600;

/**
 * Waits a moment for the code of the first page and for the answers that left with the HTML. Mostly they are there
 * before this code: then the first thing to be drawn is the rows, not a sketch of them to be drawn over.
 */
export async function prepareFirstDraw(client: QueryClient, pathname: string): Promise<void> {
  if (pathname === SIGN_IN_PATH) return;
  let isDrawn = false;
  const page = loadFirstPage(pathname).then(
    (use) => isDrawn || use(),
    // Told by the page itself, which tries once more.
    () => undefined,
  );
  const isComing = globalThis.earlyCalls?.missing === 0;
  // None of these rejects: what fails is told by the page that asks for it.
  const all = Promise.all([
    page,
    client.prefetchQuery(gatewayQuery()),
    client.prefetchQuery(backupsQuery()),
    client.prefetchQuery(serversQuery()),
  ]);
  const patience = new Promise((resolve) => setTimeout(resolve, isComing ? DECODING_MS : PATIENCE_MS));
  await Promise.race([all, patience]);
  isDrawn = true;
}
