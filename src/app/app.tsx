import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { BrowserRouter, useLocation } from 'react-router-dom';
import { shieldComposing } from '../browser/composing';
import { lazyWithWords } from '../components/i18n/lazy-with-words';
import type { LanguagePack } from '../core/text/language';
import { SIGN_IN_PATH } from '../routes/paths';
import { CrashPage } from './error-pages';
import { LanguageGate } from './language-gate';
import { createQueryClient } from './query-client';
import { Shell } from './shell';

export interface AppProps {
  firstPack: LanguagePack;
  /** Tests bring their own. */
  queryClient?: QueryClient;
}

const SignInPage = lazyWithWords(() => import('../features/session/sign-in-page'));

/** The sign-in stands alone: nothing around it that would ask for backups before anybody has signed in. */
function Gate() {
  const { pathname } = useLocation();
  if (pathname !== SIGN_IN_PATH) return <Shell />;
  return (
    <Suspense fallback={null}>
      <SignInPage />
    </Suspense>
  );
}

/** The last resort: what stands around the pages broke, or the one page that stands alone. */
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
            <Gate />
          </BrowserRouter>
        </ErrorBoundary>
      </LanguageGate>
    </QueryClientProvider>
  );
}
