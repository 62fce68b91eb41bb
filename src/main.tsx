import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app/app';
import { prepareFirstDraw } from './app/first-draw';
import { createQueryClient } from './app/query-client';
import { followSession } from './app/session';
import { preferences } from './browser/preferences';
import { followTheme } from './browser/theme';
import { followUse } from './browser/use-of-page';
import { onContractIssue } from './core/contract/contract-issues';
import { resolveLanguage, startLanguage } from './core/text/language';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with the id "root"');

// What the provider sent against its own documents: for whoever looks for the reason of a notice on the page.
// biome-ignore lint/suspicious/noConsole: this is the place where an operator looks
onContractIssue((message) => console.info(`Provider answer: ${message}`));
followTheme();
followUse();
followSession();
const wanted = resolveLanguage(preferences.get().language, navigator.languages);

// No `await` out here: the code of the pages is not run before all of this file was.
async function start(root: Root): Promise<void> {
  const queryClient = createQueryClient();
  const [pack] = await Promise.all([
    // English is part of the first load; where another language cannot be fetched the app still starts.
    startLanguage(wanted).catch(() => startLanguage('en')),
    prepareFirstDraw(queryClient, window.location.pathname),
  ]);
  root.render(
    <StrictMode>
      <App firstPack={pack} queryClient={queryClient} />
    </StrictMode>,
  );
}
start(createRoot(container)).catch(reportError);
