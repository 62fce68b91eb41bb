import * as v from 'valibot';

/** Licences under which this program may pass any package on. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/**
 * Allowed for single packages: a font that is shipped unchanged, and tools that are never shipped. Being `dev` in the
 * lockfile proves nothing, because the browser bundle's packages are too.
 */
const ALLOWED_FOR: ReadonlyMap<string, RegExp> = new Map([
  ['OFL-1.1', /\/@fontsource/],
  ['MPL-2.0', /\/(?:axe-core|@axe-core\/playwright|lightningcss(?:-[\w-]+)?)$/],
]);

const lockSchema = v.object({
  lockfileVersion: v.literal(3),
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      link: v.optional(v.boolean(), false),
    }),
  ),
});

export interface LicenceReport {
  readonly checked: number;
  /** One line per package whose licence is missing or not allowed. */
  readonly refused: readonly string[];
}

/** Checks the licence of every package in a lockfile, for all platforms. Throws if it is no lockfile. */
export function checkLicences(lockfile: unknown): LicenceReport {
  const { packages } = v.parse(lockSchema, lockfile);
  const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
  const refused = entries
    .filter(([path, { license }]) => license === undefined || !isAllowed(license, path))
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name} ${version ?? ''}: ${license ?? 'no licence stated'}`;
    });
  return { checked: entries.length, refused };
}

/** Whether allowed licences satisfy an SPDX expression: one side of `OR`, both of `AND`. */
function isAllowed(expression: string, path: string): boolean {
  const plain = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false;
  return plain
    .split(/\s+OR\s+/)
    .some((side) =>
      side.split(/\s+AND\s+/).every((one) => ALLOWED.has(one) || ALLOWED_FOR.get(one)?.test(path) === true),
    );
}

const auditSchema = v.object({
  vulnerabilities: v.record(
    v.string(),
    v.object({ severity: v.string(), range: v.optional(v.string(), ''), isDirect: v.optional(v.boolean()) }),
  ),
});

/** Parses `npm audit --json`: one line per affected package; null if the registry gave no answer. */
export function readAdvisories(output: string): readonly string[] | null {
  let body: unknown;
  try {
    body = JSON.parse(output);
  } catch {
    return null;
  }
  const audit = v.safeParse(auditSchema, body);
  if (!audit.success) return null;
  return Object.entries(audit.output.vulnerabilities).map(([name, { severity, range }]) =>
    `${name} ${range}: ${severity}`.replace(/\s+/g, ' '),
  );
}
