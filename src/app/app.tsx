import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { BrowserRouter } from 'react-router-dom';
import { shieldComposing } from '../browser/composing';
import type { LanguagePack } from '../core/text/language';
import { CrashPage } from './error-pages';
import { LanguageGate } from './language-gate';
import { Pages } from './pages';
import { createQueryClient } from './query-client';

export interface AppProps {
  firstPack: LanguagePack;
  /** Tests bring their own. */
  queryClient?: QueryClient;
}

/** The last resort: the shell broke, or the sign-in page, which has none. */
function CrashedApp(props: FallbackProps) {
  return (
    <main className="main">
      <CrashPage {...props} />
    </main>
  );
}

export function App({ firstPack, queryClient }: AppProps) {
  useEffect(shieldComposing, []);
  const [client] = useState(() => queryClient ?? createQueryClient());
  return (
    <QueryClientProvider client={client}>
      <LanguageGate firstPack={firstPack}>
        <ErrorBoundary FallbackComponent={CrashedApp}>
          <BrowserRouter>
            <Pages />
          </BrowserRouter>
        </ErrorBoundary>
      </LanguageGate>
    </QueryClientProvider>
  );
}
