/** Anybody may try to sign in with anything: shorter texts can't be tokens, and would remove words from the log. */
const MIN_HIDDEN_LENGTH = 16;

/** Texts that must never be written: none, one, or the current ones. */
export type Secret = string | null | (() => Iterable<string>);

/** The text without the secrets in it. */
export function withoutSecrets(text: string, secret: Secret): string {
  let open = text;
  for (const one of secretsOf(secret)) open = open.replaceAll(one, '[secret]');
  return open;
}

/** The same for JSON, where quotes and backslashes are escaped. */
export function jsonWithoutSecrets(json: string, secret: Secret): string {
  let open = json;
  for (const one of secretsOf(secret)) open = open.replaceAll(JSON.stringify(one).slice(1, -1), '[secret]');
  return open;
}

/** A response without the token used to get it, which some services echo. Tokens under 16 characters stay. */
export function bytesWithoutToken(bytes: Uint8Array<ArrayBuffer>, token: string): Uint8Array<ArrayBuffer> {
  if (token.length < MIN_HIDDEN_LENGTH) return bytes;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const forms = [...new Set([token, JSON.stringify(token).slice(1, -1)])].filter((form) =>
    view.includes(form),
  );
  if (forms.length === 0) return bytes;
  // One character per byte, so that nothing else changes.
  const text = forms.reduce((left, form) => left.replaceAll(form, '[secret]'), view.toString('latin1'));
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function secretsOf(secret: Secret): Iterable<string> {
  if (typeof secret === 'function') return secret();
  return secret === null ? [] : [secret];
}

export type LiveTokens = ReturnType<typeof createLiveTokens>;

/** The tokens in this process's memory. */
export function createLiveTokens() {
  const holders = new Set<{ readonly token: string }>();
  return {
    /** Adds a token of at least 16 characters until the returned function is called. */
    hold(token: string): () => void {
      const holder = { token };
      if (token.length >= MIN_HIDDEN_LENGTH) holders.add(holder);
      return () => holders.delete(holder);
    },
    all: (): Iterable<string> => new Set([...holders].map(({ token }) => token)),
  };
}
