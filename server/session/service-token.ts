import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { UpstreamOutcome } from '../provider/answer';
import type { TokenState } from '../provider/token-state';
import type { Upstream, Upstreams } from '../provider/upstream';
import { checkToken } from './token-check';

/** What a signed-in person may know: whether the service token is of the same account, and whether it works. */
export type ServiceRelation = 'own' | 'refused' | 'other';

/** A token for background work with sign-in (`SERVICE_TOKEN`); never used for what a person does. */
export interface ServiceToken {
  readonly token: string;
  /** Calls with it, which notice when the provider refuses it. */
  readonly upstream: Upstream;
  /** Wraps other calls with it, to notice a refusal there too. */
  heard(upstream: Upstream): Upstream;
  /** The account it belongs to, as sign-ins name theirs; null while the provider has not said. Never rejects. */
  account(): Promise<string | null>;
  state(): TokenState;
  /** For people of this account, as far as it is known. */
  relationTo(account: string): ServiceRelation;
}

export interface ServiceTokenOptions {
  readonly token: string;
  readonly upstreams: Pick<Upstreams, 'as'>;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

const KNOWN_FOR_MS = 5 * MINUTE_MS;
/** Retry interval while it is refused, or the provider does not answer. */
const RETRY_AFTER_MS = 30_000;

/** The provider is asked on use, every five minutes at most. */
export function createServiceToken(options: ServiceTokenOptions): ServiceToken {
  const { token, upstreams, now = () => performance.now() } = options;
  let state: TokenState = 'unknown';
  // Kept after a later refusal, so that the right people see it.
  let account: string | null = null;
  let freshUntilMs = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | null = null;

  const note = (outcome: UpstreamOutcome): UpstreamOutcome => {
    if (outcome.kind !== 'answer') return outcome;
    if (outcome.status === 401) state = 'refused';
    else if (outcome.status < 400) state = 'ok';
    return outcome;
  };
  const heard = (calls: Upstream): Upstream => ({
    ...calls,
    forward: async (request) => note(await calls.forward(request)),
  });
  const upstream = heard(upstreams.as(token));
  async function check(): Promise<void> {
    const result = await checkToken(upstream);
    if (result.kind === 'accepted') account = result.owner.account;
    const isSettled = result.kind === 'accepted' && state === 'ok';
    freshUntilMs = now() + (isSettled ? KNOWN_FOR_MS : RETRY_AFTER_MS);
  }
  function refresh(): Promise<void> {
    if (now() < freshUntilMs) return Promise.resolve();
    checking ??= check().finally(() => {
      checking = null;
    });
    return checking;
  }
  return {
    token,
    upstream,
    heard,
    async account() {
      // A token never changes its account.
      if (account === null) await refresh();
      return account;
    },
    state: () => state,
    relationTo(other) {
      void refresh();
      const isOwn = account === other;
      // While the account is unknown, everybody sees the refusal.
      if (state === 'refused' && (isOwn || account === null)) return 'refused';
      return isOwn ? 'own' : 'other';
    },
  };
}
