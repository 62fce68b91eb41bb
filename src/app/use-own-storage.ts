import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type GatewayInfo, gatewayQuery } from '../api/gateway';
import { claimStorage } from '../browser/account-storage';
import { navigation } from '../browser/navigation';

/** To whom belongs what this browser stores; null where that is whoever has signed in, which the sign-in sees to. */
function ownerOf({ mode, providerUrl }: GatewayInfo): string | null {
  return mode === 'sign-in' ? null : (providerUrl ?? 'sandbox');
}

/**
 * Whether what this browser has stored belongs to the provider in use. Demo data and a real account have one address:
 * a restore that was begun in the demo must never be offered, let alone driven on, at the account. What is another
 * one's is removed, and the page is loaded anew. Null until the gateway has said what it is.
 */
export function useOwnStorage(): boolean | null {
  const { data: gateway } = useQuery(gatewayQuery());
  const [isOwn, setOwn] = useState<boolean | null>(null);
  useEffect(() => {
    if (gateway === undefined) return;
    const owner = ownerOf(gateway);
    const wasOthers = owner !== null && claimStorage(owner, true);
    if (wasOthers) navigation.reload();
    setOwn(!wasOthers);
  }, [gateway]);
  return isOwn;
}
