import * as v from 'valibot';
import { mayOnlyReadBackups } from '../../src/core/account/write-rights';
import { accountSchema } from '../../src/core/contract/schema-account';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { jsonIn, type UpstreamOutcome } from '../provider/answer';
import { TOKEN_ACCEPTED } from '../provider/token-state';
import { readPath, type Upstream } from '../provider/upstream';

const KNOWN_FOR_MS = 5 * MINUTE_MS;
/** Pause before asking again when the provider did not answer. */
const UNKNOWN_FOR_MS = 30_000;
const READ_LIMIT_MS = 3000;

/** Who the gateway acts for. */
export interface Actor {
  readonly email: string | null;
  readonly tokenName: string | null;
  /** True only if the token's permissions clearly say so. */
  readonly mayOnlyRead: boolean;
}

export interface ActorSource {
  /** Null when unknown. Takes 3 s at most and never rejects. */
  current(): Promise<Actor | null>;
  /** False while the provider cannot be asked; true also where it answers without saying who it is. Never rejects. */
  hasAnswered(): Promise<boolean>;
}

/** Remembers for five minutes whose token it is. Source: Account API. */
export function createActorSource(
  upstream: Upstream,
  now: () => number = () => performance.now(),
): ActorSource {
  let known: {
    readonly actor: Actor | null;
    readonly hasAnswered: boolean;
    readonly untilMs: number;
  } | null = null;
  let reading: Promise<Actor | null> | null = null;

  const learn = (outcome: UpstreamOutcome): Actor | null => {
    const said = actorIn(outcome);
    const hasAnswered = outcome.kind === 'answer' && TOKEN_ACCEPTED.has(outcome.status);
    // A failed call does not invalidate what is known: a token keeps its owner.
    const actor = said ?? (hasAnswered ? null : (known?.actor ?? null));
    const isKnown = hasAnswered || known?.hasAnswered === true;
    known = { actor, hasAnswered: isKnown, untilMs: now() + (said === null ? UNKNOWN_FOR_MS : KNOWN_FOR_MS) };
    return actor;
  };
  const read = async (): Promise<Actor | null> =>
    learn(await readPath(upstream, '/account/me/', AbortSignal.timeout(READ_LIMIT_MS)));

  async function current(): Promise<Actor | null> {
    if (known !== null && known.untilMs > now()) return known.actor;
    reading ??= read().finally(() => {
      reading = null;
    });
    return await reading;
  }
  return {
    current,
    async hasAnswered() {
      await current();
      return known?.hasAnswered === true;
    },
  };
}

function actorIn(outcome: UpstreamOutcome): Actor | null {
  if (outcome.kind !== 'answer' || outcome.status !== 200 || outcome.body === null) return null;
  const account = v.safeParse(accountSchema, jsonIn(outcome.body));
  if (!account.success) return null;
  const { email, tokenName, permissions } = account.output;
  const mayOnlyRead = mayOnlyReadBackups(permissions);
  return email === null && tokenName === null && !mayOnlyRead ? null : { email, tokenName, mayOnlyRead };
}
