import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  '.git',
  '.data',
  '.results',
  'coverage',
]);
const TEXT =
  /\.(?:[cm]?[jt]sx?|json|md|html|css|ya?ml|sh|txt|conf|service|env|webmanifest|svg)$|^(?:Dockerfile|\.[a-z]+)$/;
const MAX_BYTES = 2_000_000;

/** What a secret looks like. Tokens in tests are recognisable by their own text. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\bvps_(?!.{0,40}(?:canary|test|example|secret|hostile|leak|fake|0123456789|xxx))[A-Za-z0-9]{24,}\b/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bgithub_pat_\w{40,}\b/,
  /\bglpat-[\w-]{20,}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[\w-]{10,}\b/,
  /\bhooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/\w{20,}/,
  /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
];

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() && TEXT.test(entry.name) ? [path] : [];
  });
}

function secretsIn(text: string): string[] {
  return SECRETS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

describe('secrets', () => {
  it('appear in no file of the project', () => {
    const files = filesUnder(ROOT);
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((path) => {
      const text = readFileSync(path, 'utf8').slice(0, MAX_BYTES);
      // Only the place: a report must not repeat the secret.
      return secretsIn(text).map((secret) => `${relative(ROOT, path)}: ${secret.slice(0, 8)}…`);
    });
    expect(found).toEqual([]);
  });

  // Split, so that this file passes its own test.
  it.each([
    `-----BEGIN ${'RSA '}PRIVATE KEY-----`,
    `vps_${'a1B2c3D4'.repeat(4)}`,
    `AKIA${'ABCDEFGH12345678'}`,
    `ghp_${'a'.repeat(36)}`,
    `xoxb-${'1234567890-abc'}`,
    `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`,
  ])('would be seen: %.12s', (secret) => {
    expect(secretsIn(`const key = '${secret}';`)).toHaveLength(1);
  });

  it.each(['vps_canary-0123456789', 'vps_…', 'eyJhbGciOi', 'vps_backups_read_only_switch'])(
    'are not seen in %s',
    (text) => {
      expect(secretsIn(text)).toEqual([]);
    },
  );
});
