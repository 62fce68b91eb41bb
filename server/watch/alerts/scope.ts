import { createHmac } from 'node:crypto';

/** So that this hash of a token is of no use anywhere else. */
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
 * What keeps one watch apart from the others in a database: lock, memory and deliveries. In one that several gateways
 * share each token is a watch of its own, for it may be that of another account. A file belongs to one gateway, whose
 * watch goes on under a new token. The token cannot be read from it.
 */
export function watchScope({ providerHost, token, isShared }: ScopeOptions): string {
  const host = providerHost ?? 'sandbox';
  if (token === null || !isShared) return host;
  return `${host} ${createHmac('sha256', PURPOSE).update(token).digest('hex').slice(0, 32)}`;
}
