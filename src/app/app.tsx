import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router-dom';
import type { LanguagePack } from '../i18n/language';
import { LanguageGate } from './language-gate';
import { createQueryClient } from './query-client';
import { Shell } from './shell';

export interface AppProps {
  firstPack: LanguagePack;
  /** Tests bring their own. */
  queryClient?: QueryClient;
}

export function App({ firstPack, queryClient }: AppProps) {
  const [client] = useState(() => queryClient ?? createQueryClient());
  return (
    <QueryClientProvider client={client}>
      <LanguageGate firstPack={firstPack}>
        <BrowserRouter>
          <Shell />
        </BrowserRouter>
      </LanguageGate>
    </QueryClientProvider>
  );
}
