import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { BrowserRouter, useLocation } from 'react-router-dom';
import { SIGN_IN_PATH } from '../config/paths';
import type { LanguagePack } from '../i18n/language';
import { lazyWithWords } from '../i18n/lazy-with-words';
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

export function App({ firstPack, queryClient }: AppProps) {
  const [client] = useState(() => queryClient ?? createQueryClient());
  return (
    <QueryClientProvider client={client}>
      <LanguageGate firstPack={firstPack}>
        <BrowserRouter>
          <Gate />
        </BrowserRouter>
      </LanguageGate>
    </QueryClientProvider>
  );
}
