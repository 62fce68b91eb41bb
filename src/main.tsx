import './ui/tokens.css';
import './ui/base.css';
import { StrictMode, startTransition } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app/app';
import { preloadPage } from './app/page-code';
import { followSession } from './app/session';
import { preferences } from './browser/storage/preferences';
import { followTheme } from './browser/theme';
import { followUse } from './browser/use-of-page';
import { onContractIssue } from './core/contract/contract-issues';
import { loadFirstWords, resolveLanguage } from './core/text/language';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with the id "root"');

// biome-ignore lint/suspicious/noConsole: operators look here for what the provider sent against its documents
onContractIssue((message) => console.info(`Provider answer: ${message}`));
followTheme();
followUse();
followSession();
const wanted = resolveLanguage(preferences.get().language, navigator.languages);

// No top-level `await`: the chunks of the pages import this one, and would wait for it.
async function start(root: Root): Promise<void> {
  const [pack] = await Promise.all([
    // English is part of the first load, so the app starts where another language cannot be fetched.
    loadFirstWords(wanted).catch(() => loadFirstWords('en')),
    preloadPage(window.location.pathname),
  ]);
  // In a transition React waits for a page that is already loaded, instead of drawing its fallback for 300 ms.
  startTransition(() => {
    root.render(
      <StrictMode>
        <App firstPack={pack} />
      </StrictMode>,
    );
  });
}
start(createRoot(container)).catch(reportError);
