import { useSyncExternalStore } from 'react';
import { providerPauseEnd, subscribeToProviderPause } from '../../api/provider-pause';

/** For whatever polls: draws it again when the provider asks to wait, so that a timer that runs is set anew. */
export function useProviderPause(): void {
  useSyncExternalStore(subscribeToProviderPause, providerPauseEnd);
}
