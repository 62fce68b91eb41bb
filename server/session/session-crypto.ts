import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ID_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 256 random bits, base64url: the id of a session, or a key. */
export function newSecretId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** The stored form of a {@link newSecretId}; too random to be guessed, so a plain hash suffices. */
export function hashOfSecret(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

export type SessionCrypto = ReturnType<typeof createSessionCrypto>;

/**
 * Cryptography with `SESSION_SECRET`; results are base64url. AES-256-GCM under a key that HKDF-SHA-256 derives from the
 * secret. Sources: NIST SP 800-38D (random 96-bit nonces, fewer than 2³² messages per key), RFC 5869. @param secret
 * null for one that lasts as long as this process
 */
export function createSessionCrypto(secret: string | null) {
  const root = secret ?? randomBytes(KEY_BYTES);
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', root, '', purpose, KEY_BYTES));
  const sealKey = key('vps-backups session seal 1');
  const nameKey = key('vps-backups account name 1');

  return {
    newId: newSecretId,
    hashOf: hashOfSecret,
    /** @param context must be the same for opening */
    seal(text: string, context: string): string {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    /** Null for another secret or context, or after tampering. */
    open(sealed: string, context: string): string | null {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.byteLength < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        // Authentication failed.
        return null;
      }
    },
    /** A keyed hash. */
    nameOf: (text: string) => createHmac('sha256', nameKey).update(text).digest('base64url'),
  };
}

/** Nothing else is looked up. */
export function isSessionId(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
