import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of the process that this one started last for `entry`, MB; null if the system does not tell. */
export function childRssMb(entry: string): number | null {
  const found = process.platform === 'linux' ? fromProc(entry) : fromPs(entry);
  return found === null ? null : (found * 1024) / 1e6;
}

/** KiB, from Linux's `/proc`. */
function fromProc(entry: string): number | null {
  const ids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => b - a);
  for (const id of ids) {
    try {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      if (!status.includes(`PPid:\t${process.pid}\n`)) continue;
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes(entry)) continue;
      const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return rss === undefined ? null : Number(rss);
    } catch {
      // It ended between the two reads.
    }
  }
  return null;
}

/** KiB, from `ps`, which every Unix has. */
function fromPs(entry: string): number | null {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,rss=,args='], { encoding: 'utf8' });
  const line = (stdout ?? '')
    .split('\n')
    .findLast((each) => each.trim().startsWith(`${process.pid} `) && each.includes(entry));
  const rss = line?.trim().split(/\s+/)[1];
  return rss === undefined ? null : Number(rss);
}
