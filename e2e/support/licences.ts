import * as v from 'valibot';

/** Licences under which this program may pass a package on, or be built and tested with one. */
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

/** Allowed for what they are: a font that is shipped unchanged, and tools that are only built or tested with. */
const ALLOWED_FOR: ReadonlyMap<string, (path: string, isDev: boolean) => boolean> = new Map([
  ['OFL-1.1', (path) => path.includes('/@fontsource')],
  ['MPL-2.0', (_path, isDev) => isDev],
  ['CC-BY-4.0', (_path, isDev) => isDev],
]);

const lockSchema = v.object({
  lockfileVersion: v.literal(3),
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean(), false),
      link: v.optional(v.boolean(), false),
    }),
  ),
});

export interface LicenceReport {
  readonly checked: number;
  /** One line a package whose licence is missing or not allowed. */
  readonly refused: readonly string[];
}

/** Judges the licence of every package in a lockfile, whatever platform it is for. Throws for what is no lockfile. */
export function checkLicences(lockfile: unknown): LicenceReport {
  const { packages } = v.parse(lockSchema, lockfile);
  const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
  const refused = entries
    .filter(([path, { license, dev }]) => license === undefined || !isAllowed(license, path, dev))
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name} ${version ?? ''}: ${license ?? 'no licence stated'}`;
    });
  return { checked: entries.length, refused };
}

/** Whether an SPDX expression is satisfied by allowed licences: of `OR` one side, of `AND` both. */
function isAllowed(expression: string, path: string, isDev: boolean): boolean {
  const plain = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false;
  return plain
    .split(/\s+OR\s+/)
    .some((side) =>
      side
        .split(/\s+AND\s+/)
        .every((one) => ALLOWED.has(one) || ALLOWED_FOR.get(one)?.(path, isDev) === true),
    );
}

const auditSchema = v.object({
  vulnerabilities: v.record(
    v.string(),
    v.object({ severity: v.string(), range: v.optional(v.string(), ''), isDirect: v.optional(v.boolean()) }),
  ),
});

/** What `npm audit --json` wrote: a line an affected package; null when the registry gave no answer to it. */
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
