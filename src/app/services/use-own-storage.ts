import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type GatewayInfo, gatewayQuery } from '../../api/gateway';
import { navigation } from '../../browser/navigation';
import { claimStorage } from '../../browser/storage/account-storage';

/** Owner of this browser's stored data; null with sign-in, where signing in handles it. */
export function ownerOf({ mode, providerUrl }: GatewayInfo): string | null {
  return mode === 'sign-in' ? null : (providerUrl ?? 'sandbox');
}

/**
 * Whether stored data belongs to the provider in use; null until the gateway has answered. Demo data and a real
 * account share an origin, and a restore begun in one must never continue in the other: foreign data is removed and
 * the page reloads.
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
