import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { checkLicences, readAdvisories } from './licences';

const AUDIT_LIMIT_MS = 60_000;

/** Checks the licences of all packages, then known vulnerabilities; says so when the registry does not answer. */
function auditDependencies(): number {
  const lockfile: unknown = JSON.parse(
    readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
  );
  const { checked, refused } = checkLicences(lockfile);
  console.log(`Licences: ${checked} packages, ${refused.length} not allowed.`);
  for (const line of refused) console.error(`  ${line}`);

  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: AUDIT_LIMIT_MS });
  const advisories = readAdvisories(stdout ?? '');
  if (advisories === null) {
    console.warn('Advisories: NOT CHECKED, the registry gave no answer. Run this again where it is reached.');
  } else {
    console.log(`Advisories: ${advisories.length} packages affected.`);
    for (const line of advisories) console.error(`  ${line}`);
  }
  return refused.length === 0 && (advisories ?? []).length === 0 ? 0 : 1;
}

process.exitCode = auditDependencies();
