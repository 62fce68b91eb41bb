import { QueryClient } from '@tanstack/react-query';

/** One cache for the whole app. Rules for retries and refreshing are set on each query. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The gateway is usually on this very machine: "offline" says nothing about reaching it.
        networkMode: 'always',
        retry: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
