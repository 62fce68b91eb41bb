import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Cache of a fetched promtool; `npm ci` clears it. */
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/promtool');
const FETCHED = join(CACHE, 'usr/bin/promtool');

/** What to do on a machine where promtool is missing and can't be fetched. */
export const PROMTOOL_ADVICE = [
  'No promtool to check deploy/prometheus-rules.yml and the metrics with. Do one of these, then run the command again:',
  '  Debian:        sudo apt-get install prometheus',
  '  any system:    put promtool of a Prometheus release on the PATH',
  '  another place: PROMTOOL_PATH=/path/to/promtool npm run test:rules',
].join('\n');

/**
 * Finds promtool: only the one in `PROMTOOL_PATH` if that is set, else the system's, else from Debian's package
 * `prometheus`. That is unpacked rather than installed, which would start a Prometheus. Null if there is none.
 */
export function findPromtool(): string | null {
  const named = process.env['PROMTOOL_PATH'];
  if (named !== undefined && named !== '') return isUsable(named) ? named : null;
  return ['promtool', FETCHED].find(isUsable) ?? fetchPromtool();
}

function isUsable(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function fetchPromtool(): string | null {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return null;
  process.stderr.write('No promtool found; fetching it with apt-get.\n');
  mkdirSync(CACHE, { recursive: true });
  if (!run('apt-get', ['download', 'prometheus'])) {
    // The lists may name a version that the mirror no longer has.
    if (!run('apt-get', ['update']) || !run('apt-get', ['download', 'prometheus'])) return null;
  }
  const archive = readdirSync(CACHE).find((name) => /^prometheus_.*\.deb$/.test(name));
  if (archive === undefined) return null;
  // Only one program of the package's hundred megabytes is needed.
  const isUnpacked = run('sh', [
    '-c',
    'dpkg-deb --fsys-tarfile "$1" | tar -x ./usr/bin/promtool',
    'sh',
    archive,
  ]);
  rmSync(join(CACHE, archive));
  if (!isUnpacked) return null;
  return isUsable(FETCHED) ? FETCHED : null;
}

function run(command: string, args: readonly string[]): boolean {
  return (
    spawnSync(command, args, { cwd: CACHE, stdio: ['ignore', process.stderr, process.stderr] }).status === 0
  );
}
