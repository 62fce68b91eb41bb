import { createHmac } from 'node:crypto';

/** Makes this hash of the token useless elsewhere. */
const PURPOSE = 'vps-backups watch scope';

export interface ScopeOptions {
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Null for the sandbox. */
  readonly token: string | null;
  /** Whether other gateways may use the same database. */
  readonly isShared: boolean;
}

/**
 * Key of one watch in a database, for its lock, memory and deliveries; does not reveal the token. In a shared database
 * each token has its own, because it may belong to another account. A file has one gateway, which keeps its memory
 * under a new token.
 */
export function watchScope({ providerHost, token, isShared }: ScopeOptions): string {
  const host = providerHost ?? 'sandbox';
  if (token === null || !isShared) return host;
  return `${host} ${createHmac('sha256', PURPOSE).update(token).digest('hex').slice(0, 32)}`;
}
