/** Texts that must never be written: none, one, or those of this moment. */
export type Secret = string | null | (() => Iterable<string>);

/** The text without the secrets in it. */
export function withoutSecrets(text: string, secret: Secret): string {
  let open = text;
  for (const one of secretsOf(secret)) open = open.replaceAll(one, '[secret]');
  return open;
}

/** The same for a text that is JSON, where quotes and backslashes stand escaped. */
export function jsonWithoutSecrets(json: string, secret: Secret): string {
  let open = json;
  for (const one of secretsOf(secret)) open = open.replaceAll(JSON.stringify(one).slice(1, -1), '[secret]');
  return open;
}

function secretsOf(secret: Secret): Iterable<string> {
  if (typeof secret === 'function') return secret();
  return secret === null ? [] : [secret];
}

/** Anybody may try to sign in with anything: what is shorter is no token, and would take words out of the log. */
const MIN_HIDDEN_LENGTH = 16;

/** The tokens that this process has in its memory at the moment. */
export interface LiveTokens {
  /** Counts it in until the function that is returned is called; one of under 16 characters not at all. */
  hold(token: string): () => void;
  readonly all: () => Iterable<string>;
}

export function createLiveTokens(): LiveTokens {
  const holders = new Map<string, number>();
  return {
    hold(token) {
      if (token.length < MIN_HIDDEN_LENGTH) return () => {};
      holders.set(token, (holders.get(token) ?? 0) + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (holders.get(token) ?? 0) - 1;
        if (left > 0) holders.set(token, left);
        else holders.delete(token);
      };
    },
    all: () => holders.keys(),
  };
}
